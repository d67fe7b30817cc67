import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { JitmusError } from '../errors.ts';
import { statusOf, whatHappened } from './api-call.ts';
import { endGroup, killGroup } from './process-group.ts';
import type { Start } from './target.gen.ts';

/** Milliseconds between SIGTERM and SIGKILL, and for which a stop command is waited for. */
const PATIENCE_MS = 5_000;
const READY_WITHIN_MS = 20_000;
/** Milliseconds in which something that is there already would answer. */
const TAKEN_WITHIN_MS = 2_000;
const POLL_MS = 25;
/** Milliseconds for which the last words of an application that ended are waited for. */
const LAST_WORDS_MS = 200;
/** Characters, and lines, of the application's output that are kept for error messages. */
const TAIL = 4_000;
const TAIL_LINES = 8;

/** A started application: its own process group, so that what it started ends with it. */
export interface StartedProcess {
  /** Why it is gone; null while it runs. */
  gone(): string | null;
  /** Waits a moment for an end that is under way, and for what the process printed last. */
  lastWords(): Promise<unknown>;
  /** Last lines that it printed. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts the application and waits until it answers. Throws TARGET_ADDRESS_TAKEN where something answers before it is
 * started, TARGET_NOT_STARTED or TARGET_NOT_READY with its last lines.
 */
export async function startProcess(start: Start, folder: string, patienceMs = PATIENCE_MS): Promise<StartedProcess> {
  await demandFree(start.ready.url);
  const child = spawned(start.command, start, folder);
  const output = tailOf(child);
  const end = endOf(child);
  const endWithUs = () => killGroup(child);
  process.once('exit', endWithUs);
  const started: StartedProcess = {
    gone: () => end.reason,
    lastWords: () => Promise.race([end.lastWords, delay(LAST_WORDS_MS)]),
    output,
    async stop() {
      if (start.stop) await runStop(start.stop, start, folder, patienceMs);
      await endGroup(child, patienceMs);
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

/** Whatever answers already would be tested in place of the application. */
async function demandFree(url: string): Promise<void> {
  const status = await statusOf(url, TAKEN_WITHIN_MS).catch(() => null);
  if (status === null || status >= 500) return;
  throw new JitmusError('TARGET_ADDRESS_TAKEN', `Something answers there before the target is started (${status}).`, {
    at: url,
    hint: 'It may be left from an earlier run: end it, or let the target listen on ${port}.',
  });
}

function spawned([program = '', ...args]: readonly string[], { env }: Start, folder: string) {
  return spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function tailOf(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-TAIL)));
  return () => tail;
}

/** What it printed last may come after its end; what it started may keep its output open for ever. */
function endOf(child: ChildProcess): { reason: string | null; lastWords: Promise<unknown> } {
  const end = { reason: null as string | null, lastWords: once(child, 'close').catch(() => undefined) };
  child.once('error', (error) => (end.reason = error.message));
  child.once('exit', (code, signal) => {
    end.reason ??= signal ? `It was ended by ${signal}.` : `It exited with code ${code}.`;
  });
  return end;
}

async function untilReady({ ready, command }: Start, started: StartedProcess): Promise<void> {
  const limit = ready.timeoutMs ?? READY_WITHIN_MS;
  const deadline = Date.now() + limit;
  let last = 'no answer';
  while (Date.now() < deadline) {
    const end = started.gone();
    if (end !== null) {
      await started.lastWords();
      throw new JitmusError('TARGET_NOT_STARTED', `The target ended before it was ready. ${end}`, {
        at: command.join(' '),
        hint: printed(started),
      });
    }
    try {
      const status = await statusOf(ready.url, Math.max(1, deadline - Date.now()));
      if (status < 500) return;
      last = `it answered ${status}`;
    } catch (error) {
      last = whatHappened(error, limit);
    }
    await delay(POLL_MS);
  }
  throw new JitmusError(
    'TARGET_NOT_READY',
    `The target was not ready within ${limit.toLocaleString('en')} ms: ${last}.`,
    {
      at: ready.url,
      hint: printed(started),
    },
  );
}

/** Its last lines, without those of a stack: what went wrong stands above them. */
function printed(started: StartedProcess): string {
  const isOfStack = (line: string) => /^\s+at /.test(line);
  const said = started.output().trim().split('\n');
  const lines = said.filter((line) => !isOfStack(line)).slice(-TAIL_LINES);
  return lines.join('') ? `It printed:\n    ${lines.join('\n    ')}` : 'It printed nothing.';
}

async function runStop(command: readonly string[], start: Start, folder: string, patienceMs: number): Promise<void> {
  const stopper = spawned(command, start, folder);
  tailOf(stopper);
  const { lastWords } = endOf(stopper);
  await Promise.race([lastWords, delay(patienceMs, undefined, { ref: false })]);
  killGroup(stopper);
}
