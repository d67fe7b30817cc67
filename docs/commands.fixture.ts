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

/** What the command line makes of words: the arguments beside options, or why it refuses them. */
export interface Reading {
  arguments: readonly string[];
  /** Null: it takes them. */
  refusal: { code: string; says: string } | null;
}

/** Reads words as the command line does, and does nothing. */
export async function readingOf(words: readonly string[]): Promise<Reading> {
  let given: readonly string[] = [];
  try {
    await silenced(program, (args) => (given = args)).parseAsync([...words], { from: 'user' });
    return { arguments: given, refusal: null };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { arguments: given, refusal: error.exitCode === 0 ? null : { code: error.code, says: error.message } };
  }
}

function silenced(command: Command, take: (args: readonly string[]) => void): Command {
  command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  if (command.commands.length === 0 || command.registeredArguments.length) command.action(() => take(command.args));
  for (const below of command.commands) silenced(below, take);
  return command;
}
