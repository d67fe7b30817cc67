import { createColors } from 'picocolors';

/** Where a command writes for people. */
export interface Terminal {
  readonly color: ReturnType<typeof createColors>;
  /** Columns, as they are now. */
  readonly width: number;
  /** Rows, as they are now; null where nobody looks at a screen. */
  readonly height: number | null;
  /** A person looks at it as it changes. */
  readonly live: boolean;
  write(text: string): void;
  line(text: string): void;
  /** A line for the CI system that reads along, which is told from what people read: see {@link disarmed}. */
  command(line: string): void;
}

/** Standard output, with colours where they are wanted (NO_COLOR, FORCE_COLOR) and a live region outside CI. */
export function standardOutput(): Terminal {
  const { stdout, env } = process;
  stdout.on('error', readerIsGone);
  const wanted = env.NO_COLOR === undefined || env.NO_COLOR === '';
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  return {
    color: createColors(wanted && (forced || (stdout.isTTY && env.TERM !== 'dumb'))),
    get width() {
      return stdout.columns || 100;
    },
    get height() {
      return stdout.rows || null;
    },
    live: stdout.isTTY && !env.CI && env.TERM !== 'dumb',
    write: (text) => void stdout.write(disarmed(text)),
    line: (text) => void stdout.write(`${disarmed(text)}\n`),
    command: (line) => void stdout.write(`${line}\n`),
  };
}

/** GitHub's runner obeys lines that begin with `::`, and `##[` anywhere; a target's own words must not give it orders. */
export function disarmed(text: string, env: NodeJS.ProcessEnv = process.env): string {
  if (!env.GITHUB_ACTIONS) return text;
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/** Whoever reads may have seen enough (`jitmus list rules | head`): the command goes on without them. */
function readerIsGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
