import { createLogUpdate } from 'log-update';
import type { CaseResult } from '../reports/index.ts';
import type { Terminal } from './terminal.ts';

/** Shows how far a run is: one calm region on a terminal, a line for each case that did not pass elsewhere. */
export interface Progress {
  add(result: CaseResult): void;
  end(): void;
}

/** Milliseconds between two looks of the live region. */
const CALM_MS = 80;

export function progress(
  terminal: Terminal,
  { total, target, quiet }: { total: number; target: string; quiet: boolean },
): Progress {
  if (quiet) return { add: () => undefined, end: () => undefined };
  return terminal.live ? liveProgress(terminal, total, target) : plainProgress(terminal, total, target);
}

function liveProgress({ color }: Terminal, total: number, target: string): Progress {
  const region = createLogUpdate(process.stdout);
  const began = Date.now();
  let done = 0;
  let bad = 0;
  let latest = '';
  const draw = () => {
    const width = 24;
    const filled = Math.round((done / Math.max(1, total)) * width);
    const rate = done / Math.max(0.001, (Date.now() - began) / 1000);
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    const bar = color.green('━'.repeat(filled)) + color.dim('━'.repeat(width - filled));
    region(
      `${bar} ${done}/${total} cases against ${target}${bad ? color.red(`  ${bad} not passed`) : ''}${color.dim(`  ${rate.toFixed(0)}/s, ${left} s left`)}\n${color.dim(latest)}`,
    );
  };
  const timer = setInterval(draw, CALM_MS);
  timer.unref();
  return {
    add(result) {
      done++;
      if (notPassed(result)) bad++;
      latest = result.id;
    },
    end() {
      clearInterval(timer);
      region.clear();
    },
  };
}

function plainProgress(terminal: Terminal, total: number, target: string): Progress {
  const line = (text: string) => terminal.line(text);
  line(`Running ${total} cases against ${target}.`);
  return {
    add(result) {
      const bad = result.verdicts.filter(({ status }) => status !== 'pass' && status !== 'skipped');
      for (const { status, rule } of bad) line(`${status}  ${result.id}  ${rule}`);
    },
    end: () => undefined,
  };
}

const notPassed = ({ verdicts }: CaseResult) =>
  verdicts.some(({ status }) => status !== 'pass' && status !== 'skipped');
