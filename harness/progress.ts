import { createLogUpdate } from 'log-update';
import { visible, type CaseResult, type Verdict } from '../reports/index.ts';
import { region, type Going } from './progress-region.ts';
import type { Terminal } from './terminal.ts';

/**
 * Shows how far a run is: one calm region on a terminal. What turns the run red is told as it comes, above it: the first of each
 * rule in three lines, elsewhere than on a terminal all others in one.
 */
export interface Progress {
  /** `earlier`: taken over from a run that was interrupted, and told then. */
  add(result: CaseResult, earlier?: boolean): void;
  /** No further case is begun; those under way are waited for. */
  stopping(because: string): void;
  end(): void;
}

export interface ProgressOptions {
  total: number;
  target: string;
  quiet: boolean;
  /** Whether a verdict turns the run red. */
  gates: (verdict: Verdict) => boolean;
  /** The command that shows one case again. */
  again: (caseId: string) => string;
}

/** Milliseconds between two looks of the live region. */
const CALM_MS = 100;

const SILENT: Progress = { add: () => undefined, stopping: () => undefined, end: () => undefined };

export function progress(terminal: Terminal, options: ProgressOptions): Progress {
  if (options.quiet) return SILENT;
  terminal.line(`Running ${options.total.toLocaleString('en')} cases against ${visible(options.target)}.`);
  return terminal.live ? liveProgress(terminal, options) : plainProgress(terminal, options);
}

function liveProgress(terminal: Terminal, options: ProgressOptions): Progress {
  const update = createLogUpdate(process.stdout);
  const going: Going = { total: options.total, done: 0, before: 0, red: 0, latest: '', stopping: null, forMs: 0 };
  const failures = new Failures(terminal, options);
  const began = Date.now();
  const draw = () => update(region({ ...going, forMs: Date.now() - began }, terminal.width, terminal.color));
  const above = (lines: readonly string[]) => {
    if (lines.length === 0) return;
    update.clear();
    for (const line of lines) terminal.line(line);
    draw();
  };
  const timer = setInterval(draw, CALM_MS);
  timer.unref();
  draw();
  return {
    add(result, earlier = false) {
      going.done++;
      if (earlier || result.verdicts.every(({ status }) => status === 'skipped')) going.before++;
      going.latest = result.id;
      const found = failures.of(result);
      if (found.length > 0) going.red++;
      if (!earlier) above(found.flatMap(({ lines, first }) => (first ? lines : [])));
    },
    stopping(because) {
      going.stopping = because;
      draw();
    },
    end() {
      clearInterval(timer);
      update.clear();
      // Brings the cursor back.
      update.done();
    },
  };
}

function plainProgress(terminal: Terminal, options: ProgressOptions): Progress {
  const failures = new Failures(terminal, options);
  return {
    add(result, earlier = false) {
      const found = failures.of(result);
      if (earlier) return;
      for (const { lines, first } of found) for (const line of first ? lines : lines.slice(0, 1)) terminal.line(line);
    },
    stopping: (because) => terminal.line(because),
    end: () => undefined,
  };
}

/** Tells failures: what, why, and what to do next. */
class Failures {
  readonly #terminal: Terminal;
  readonly #options: ProgressOptions;
  /** Rules of which one was told. */
  readonly #told = new Set<string>();

  constructor(terminal: Terminal, options: ProgressOptions) {
    this.#terminal = terminal;
    this.#options = options;
  }

  of({ id, verdicts }: CaseResult): { lines: string[]; first: boolean }[] {
    return verdicts
      .filter((verdict) => verdict.status === 'error' || this.#options.gates(verdict))
      .map((verdict) => {
        const kind = `${verdict.rule} ${verdict.status}`;
        const first = !this.#told.has(kind);
        this.#told.add(kind);
        return { lines: this.#lines(id, verdict), first };
      });
  }

  #lines(id: string, { status, rule, grade, because }: Verdict): string[] {
    const { color, width } = this.#terminal;
    const mark = status === 'error' ? color.magenta('!') : color.red(status === 'blocked' ? '?' : '✕');
    const what = status === 'fail' && grade === 'bypass' ? 'bypass' : status;
    return [
      `${mark} ${what}  ${color.bold(oneLine(id))}  ${oneLine(rule)}`,
      `  ${cut(oneLine(because), Math.max(40, width) - 2)}`,
      color.dim(`  Again: ${oneLine(this.#options.again(id))}`),
    ];
  }
}

const oneLine = (text: string) => visible(text).replace(/[\n\t]+/g, ' ');
const cut = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
