import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { JitmusError } from '../errors.ts';
import type { Start } from './target.gen.ts';

/** Milliseconds between SIGTERM and SIGKILL. */
const PATIENCE_MS = 5_000;
const POLL_MS = 25;
/** Characters of the application's output that are kept for error messages. */
const TAIL = 4_000;

/** A started application: its own process group, so that what it started ends with it. */
export interface StartedProcess {
  /** Why it is gone; null while it runs. */
  gone(): string | null;
  /** Last lines that it printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts the application and waits until it answers. Throws TARGET_NOT_STARTED or TARGET_NOT_READY with its last lines. */
export async function startProcess(start: Start, folder: string): Promise<StartedProcess> {
  const [program = '', ...args] = start.command;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...start.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-TAIL)));
  let end: string | null = null;
  child.once('error', (error) => (end = error.message));
  child.once(
    'exit',
    (code, signal) => (end ??= signal ? `It was ended by ${signal}.` : `It exited with code ${code}.`),
  );
  const endWithUs = () => signalGroup(child, 'SIGKILL');
  process.once('exit', endWithUs);

  const started: StartedProcess = {
    gone: () => end,
    output: () => tail,
    async stop() {
      if (start.stop) await runStop(start.stop, folder);
      await endGroup(child);
      process.removeListener('exit', endWithUs);
    },
  };
  try {
    await untilReady(start, started);
    return started;
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function untilReady({ ready, command }: Start, started: StartedProcess): Promise<void> {
  const limit = ready.timeoutMs ?? 20_000;
  const deadline = Date.now() + limit;
  let last = 'no answer';
  while (Date.now() < deadline) {
    const end = started.gone();
    if (end)
      throw new JitmusError('TARGET_NOT_STARTED', `The target ended before it was ready. ${end}`, {
        at: command.join(' '),
        hint: said(started),
      });
    try {
      const { status } = await fetch(ready.url, {
        redirect: 'manual',
        signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())),
      });
      if (status < 500) return;
      last = `it answered ${status}`;
    } catch (error) {
      last = (error as { cause?: Error }).cause?.message ?? (error as Error).message;
    }
    await delay(POLL_MS);
  }
  throw new JitmusError(
    'TARGET_NOT_READY',
    `The target was not ready within ${limit.toLocaleString('en')} ms: ${last}.`,
    { at: ready.url, hint: said(started) },
  );
}

const said = (started: StartedProcess) =>
  started.output().trim()
    ? `It printed:\n    ${started.output().trim().split('\n').slice(-8).join('\n    ')}`
    : 'It printed nothing.';

async function runStop([program = '', ...args]: string[], folder: string): Promise<void> {
  const stopper = spawn(program, args, { cwd: folder, stdio: 'ignore' });
  await Promise.race([once(stopper, 'exit'), once(stopper, 'error'), delay(PATIENCE_MS, undefined, { ref: false })]);
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, 'SIGKILL');
    return;
  }
  const gone = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const late = new AbortController();
  await Promise.race([gone, delay(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  signalGroup(child, 'SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await gone;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** A port of 127.0.0.1 that nobody listens on, below the range from which systems take ports for outgoing connections. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await canListen(port)) return port;
  }
  throw new JitmusError('NO_FREE_PORT', 'No free port was found between 20000 and 32000.');
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
