import { CommanderError, type Command } from 'commander';
import { program } from '../harness/cli.ts';
import type { Block } from './pages.fixture.ts';

/** One line of a `sh` block, as somebody would type it. */
export interface Line {
  page: string;
  line: number;
  typed: string;
}

/** Lines of shell, without comments; what ends in a backslash goes on. */
export const linesOf = ({ page, line, text }: Block): Line[] => {
  const lines: Line[] = [];
  let begun = '';
  text.split('\n').forEach((raw, at) => {
    const part = raw.replace(/(^|\s)#\s.*$/, '').trim();
    if (part.endsWith('\\')) {
      begun += `${part.slice(0, -1).trim()} `;
      return;
    }
    const typed = `${begun}${part}`;
    begun = '';
    if (typed) lines.push({ page, line: line + at, typed });
  });
  return lines;
};

/** Words of a jitmus command, without the name; null: it is another program. Quotes are those of a shell. */
export function wordsOf(typed: string): string[] | null {
  const [, command] = /^(?:npx )?jitmus(?:\s+(.*))?$/s.exec(typed) ?? [];
  if (!/^(?:npx )?jitmus\b/.test(typed)) return null;
  return [...(command ?? '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare = '']) => single ?? double ?? bare,
  );
}

/** What the command line says against these words; null: it takes them. */
export async function refusalOf(words: readonly string[]): Promise<string | null> {
  try {
    await silenced().parseAsync([...words], { from: 'user' });
    return null;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? null : error.message;
    throw error;
  }
}

/** Options and arguments are read, and nothing is done. */
function silenced(command: Command = program): Command {
  command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  if (command.commands.length === 0 || command.registeredArguments.length) command.action(() => {});
  for (const below of command.commands) silenced(below);
  return command;
}
