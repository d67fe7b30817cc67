import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../reports/index.ts';
import { packageRoot } from './package-root.ts';

/** What a command left behind. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  /** Resolves with what stdout holds once it matches. */
  until(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Starts the built command, as a user's shell does. */
export function start(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}): Started {
  const child = spawn(process.execPath, [`${packageRoot}dist/jitmus.js`, ...args], {
    cwd: options.cwd ?? packageRoot,
    env: { ...process.env, NO_COLOR: '1', CI: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting: { pattern: RegExp; resolve: (text: string) => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const { pattern, resolve } of waiting) if (pattern.test(stdout)) resolve(stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  return {
    until: (pattern) =>
      pattern.test(stdout) ? Promise.resolve(stdout) : new Promise((resolve) => waiting.push({ pattern, resolve })),
    kill: (signal) => child.kill(signal),
    ended,
  };
}

/** Runs the built command to its end. */
export const jitmus = (args: readonly string[], options: Parameters<typeof start>[1] = {}): Promise<Ended> =>
  start(args, options).ended;

/** A folder of the test's own, and what a run wrote into it. */
export async function scratch(): Promise<{
  folder: string;
  report(name?: string): Promise<Report>;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'jitmus-test-'));
  return {
    folder,
    report: async (name = 'out') => JSON.parse(await readFile(join(folder, name, 'report.json'), 'utf8')) as Report,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Everything but times, and what follows from times and from keys that are made at the start: digests, signatures, what is
 * encrypted, and the certificates of the target.
 */
export function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      if (/^(atMs|durationMs|createdAt)$/.test(key)) return 0;
      if (typeof item !== 'string') return item;
      return item
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
        .replace(/\bcreatedAt\\?":\d+/g, 'createdAt":0')
        .replace(/"(iat|nbf|exp|auth_time)(\\?)": ?(\\?"?)\d+/g, '"$1$2": $30')
        .replace(/"(signature\\?": ?\\?")[\w-]+/g, '"$1…')
        .replace(/<((?:\w+:)?(?:SignatureValue|DigestValue|CipherValue|X509Certificate)\b[^>]*)>.*?(?=<\/)/gs, '<$1>…');
    }),
  );
}

/** A report without times, the id of the run, and where it was written. */
export function comparable({ run: { id: _, startedAt: __, command: ___, ...facts }, ...rest }: Report): unknown {
  return withoutTimes({ ...rest, run: facts });
}
