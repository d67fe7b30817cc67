import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Ends a process and all that it started: SIGTERM, then SIGKILL for what is left when it is gone or patience is out. */
export async function endGroup(child: ChildProcess, patienceMs: number): Promise<void> {
  if (isOver(child)) return killGroup(child);
  const gone = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const late = new AbortController();
  await Promise.race([gone, delay(patienceMs, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  killGroup(child);
  await gone;
}

export const killGroup = (child: ChildProcess) => signalGroup(child, 'SIGKILL');

const isOver = ({ pid, exitCode, signalCode }: ChildProcess) =>
  pid === undefined || exitCode !== null || signalCode !== null;

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
