import { createLogUpdate } from 'log-update';
import type { Terminal } from '../terminal.ts';
import type { Tally } from './tally.ts';

/** Shows how far a load is, and watches the memory of this process. */
export interface Watch {
  part(tally: Tally, of: number | null): void;
  /** Resident memory until now, bytes. */
  memory(): { before: number; most: number };
  end(): void;
}

/** Milliseconds between two looks: at a terminal, and for somebody who reads a log. */
const LIVE_MS = 200;
const PLAIN_MS = 10_000;
const MEMORY_MS = 250;

export function watch(terminal: Terminal, quiet: boolean): Watch {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => (most = Math.max(most, process.memoryUsage.rss()));
  const region = terminal.live && !quiet ? createLogUpdate(process.stdout) : null;
  let current: { tally: Tally; of: number | null } | null = null;
  const show = () => {
    if (!current || quiet) return;
    if (region) region(lineOf(current.tally, current.of));
    else terminal.line(lineOf(current.tally, current.of));
  };
  const timers = [setInterval(look, MEMORY_MS), setInterval(show, region ? LIVE_MS : PLAIN_MS)];
  for (const timer of timers) timer.unref();
  return {
    part(tally, of) {
      current = { tally, of };
    },
    memory() {
      look();
      return { before, most };
    },
    end() {
      for (const timer of timers) clearInterval(timer);
      region?.clear();
    },
  };
}

function lineOf(tally: Tally, of: number | null): string {
  const { name, done, perSecond, failed, throttled } = tally;
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });
  return [
    `${name} ${number(done)}${of === null ? '' : `/${number(of)}`}`,
    `${number(perSecond)}/s`,
    ...(done > 0 ? [`p95 ${tally.p95.toFixed(0)} ms`] : []),
    ...(failed > 0 ? [`${number(failed)} errors`] : []),
    ...(throttled.answers > 0 ? [`${number(throttled.answers)} asked to wait`] : []),
  ].join('  ');
}
