import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JitmusError } from '../errors.ts';
import { freePort } from './free-port.ts';
import { startProcess, type StartedProcess } from './process.ts';
import type { Start } from './target.gen.ts';

let folder: string;
let started: StartedProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-process-'));
});
afterEach(async () => {
  await started?.stop();
  started = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** An application that answers, after doing what the text says. */
const answering = `
import { createServer } from 'node:http';
const server = createServer((request, response) => response.end('ok'));
server.listen(Number(process.env.PORT), '127.0.0.1');
`;

async function application(text: string, more: Partial<Start> = {}): Promise<Start> {
  const port = String(await freePort());
  await writeFile(join(folder, 'app.mjs'), text);
  return {
    command: [process.execPath, 'app.mjs'],
    ready: { url: `http://127.0.0.1:${port}/health`, timeoutMs: 20_000 },
    ...more,
    env: { PORT: port, ...more.env },
  };
}

async function failure(start: Start): Promise<JitmusError> {
  const error = await startProcess(start, folder, 200).then(
    (process) => {
      started = process;
      return undefined;
    },
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(JitmusError);
  return error as JitmusError;
}

const answers = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => null,
  );

/** For what another process does in its own time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 });

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    // A process that ended but that nobody has waited for yet is over all the same.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

describe('an application that starts', () => {
  test('gets its environment and its folder, answers, and ends when it is stopped', async () => {
    const start = await application(`console.log(process.env.GREETING, process.cwd());${answering}`, {
      env: { GREETING: 'hello' },
    });
    started = await startProcess(start, folder);
    expect(await answers(start.ready.url)).toBe(200);
    expect(started.gone()).toBeNull();
    expect(started.output()).toMatch(/^hello .*jitmus-process-/);
    await started.stop();
    expect(started.gone()).toBe('It was ended by SIGTERM.');
    expect(await answers(start.ready.url)).toBeNull();
    await started.stop();
  });

  test('is waited for while it answers 5xx', async () => {
    const start = await application(
      answering
        .replace(
          "(request, response) => response.end('ok')",
          '(request, response) => response.writeHead(n++ < 3 ? 503 : 404).end()',
        )
        .replace('const server', 'let n = 0;\nconst server'),
    );
    started = await startProcess(start, folder);
    expect(await answers(start.ready.url)).toBe(404);
  });

  test('tells when it has gone by itself', async () => {
    const start = await application(
      `${answering}\nserver.on('request', ({ url }) => { if (url === '/die') { console.error('out of memory'); process.exit(7); } });`,
    );
    started = await startProcess(start, folder);
    await answers(start.ready.url.replace('/health', '/die'));
    await eventually(() => started?.gone()).toBe('It exited with code 7.');
    await eventually(() => started?.output()).toContain('out of memory');
  });

  test('keeps the end of what it prints', async () => {
    const start = await application(
      `console.log('first'); console.log('x'.repeat(10_000)); console.log('läst');${answering}`,
    );
    started = await startProcess(start, folder);
    expect(started.output()).toHaveLength(4_000);
    expect(started.output()).toMatch(/läst\n$/);
  });
});

describe('an application that does not start', () => {
  test('dies: why, and its last words', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => `console.error('line ${n + 1}');`).join('');
    const error = await failure(await application(`${lines}process.exitCode = 3;`));
    expect(error).toMatchObject({
      code: 'TARGET_NOT_STARTED',
      message: 'The target ended before it was ready. It exited with code 3.',
      at: `${process.execPath} app.mjs`,
    });
    expect(error.hint).toBe(`It printed:\n${Array.from({ length: 8 }, (_, n) => `    line ${n + 5}`).join('\n')}`);
  });

  test('is killed', async () => {
    const error = await failure(
      await application('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);'),
    );
    expect(error.message).toBe('The target ended before it was ready. It was ended by SIGKILL.');
    expect(error.hint).toBe('It printed nothing.');
  });

  test('does not exist', async () => {
    const start = await application('', { command: ['./no-such-program', '--port'] });
    expect(await failure(start)).toMatchObject({
      code: 'TARGET_NOT_STARTED',
      message: 'The target ended before it was ready. spawn ./no-such-program ENOENT',
      at: './no-such-program --port',
    });
  });

  test('is never ready, and is ended', async () => {
    const start = await application('', { command: ['/bin/sh', '-c', 'echo $$; exec sleep 600'] });
    start.ready.timeoutMs = 1_500;
    const error = await failure(start);
    expect(error).toMatchObject({
      code: 'TARGET_NOT_READY',
      message: 'The target was not ready within 1,500 ms: connection refused.',
      at: start.ready.url,
    });
    const pid = Number(/\d+/.exec(error.hint ?? '')?.[0]);
    expect(pid).toBeGreaterThan(0);
    expect(lives(pid)).toBe(false);
  });
});

describe('an address that is taken', () => {
  let other: Server;
  afterEach(() => void other.close());
  const listen = (status: number) =>
    new Promise<string>((resolve) => {
      other = createServer((_, response) => void response.writeHead(status).end());
      other.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`));
    });

  test('is not mistaken for the application', async () => {
    const start = await application('throw new Error("must not be started");');
    start.ready.url = await listen(200);
    expect(await failure(start)).toMatchObject({
      code: 'TARGET_ADDRESS_TAKEN',
      message: 'Something answers there before the target is started (200).',
      at: start.ready.url,
    });
  });

  test('by something that is never well is told as it is', async () => {
    const start = await application('setInterval(() => {}, 1000);');
    start.ready = { url: await listen(503), timeoutMs: 1_000 };
    expect(await failure(start)).toMatchObject({
      code: 'TARGET_NOT_READY',
      message: 'The target was not ready within 1,000 ms: it answered 503.',
      hint: 'It printed nothing.',
    });
  });

  test('by a proxy whose back end is away is none', async () => {
    const start = await application('console.error("started");');
    start.ready.url = await listen(502);
    expect((await failure(start)).hint).toBe('It printed:\n    started');
  });
});

describe('the end', () => {
  test('takes what the application started along', async () => {
    const start = await application(`
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")'], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', () => { console.log('child', child.pid); server.listen(Number(process.env.PORT), '127.0.0.1'); });
      import { createServer } from 'node:http';
      const server = createServer((request, response) => response.end('ok'));
    `);
    started = await startProcess(start, folder);
    const pid = Number(/child (\d+)/.exec(started.output())?.[1]);
    expect(lives(pid)).toBe(true);
    await started.stop();
    await eventually(() => lives(pid)).toBe(false);
  });

  test('takes along what outlived the application', async () => {
    const start = await application(`
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log('child', child.pid);
      ${answering.replace("response.end('ok')", "response.end('ok', () => request.url === '/die' && process.exit(0))")}
    `);
    started = await startProcess(start, folder);
    const pid = Number(/child (\d+)/.exec(started.output())?.[1]);
    await answers(start.ready.url.replace('/health', '/die'));
    await eventually(() => started?.gone()).toBe('It exited with code 0.');
    expect(lives(pid)).toBe(true);
    await started.stop();
    await eventually(() => lives(pid)).toBe(false);
  });

  test('is asked for first, and leaves time to tidy up', async () => {
    const start = await application(`${answering}
      process.on('SIGTERM', () => server.close(() => { console.log('tidied up'); process.exit(0); }));`);
    started = await startProcess(start, folder);
    await started.stop();
    expect(started.gone()).toBe('It exited with code 0.');
    await eventually(() => started?.output()).toContain('tidied up');
  });

  test('comes when patience is out', async () => {
    const start = await application(`process.on('SIGTERM', () => console.log('no'));${answering}`);
    started = await startProcess(start, folder, 50);
    await started.stop();
    expect(started.gone()).toBe('It was ended by SIGKILL.');
  });

  test('comes by its own command, in the same folder and environment', async () => {
    await writeFile(
      join(folder, 'stop.mjs'),
      'await fetch(`http://127.0.0.1:${process.env.PORT}/${process.env.WORD}`);',
    );
    const start = await application(
      answering.replace("response.end('ok')", "response.end('ok', () => request.url === '/please' && process.exit(0))"),
      { env: { WORD: 'please' }, stop: [process.execPath, 'stop.mjs'] },
    );
    started = await startProcess(start, folder);
    await started.stop();
    expect(started.gone()).toBe('It exited with code 0.');
  });

  test.each<[string, string[]]>([
    ['hangs', [process.execPath, '-e', 'setInterval(() => {}, 1000)']],
    ['does not exist', ['./no-such-program']],
    ['fails', [process.execPath, '-e', 'process.exit(1)']],
  ])('comes although its command %s', async (_, stop) => {
    const start = await application(answering, { stop });
    started = await startProcess(start, folder, 300);
    await started.stop();
    expect(started.gone()).toBe('It was ended by SIGTERM.');
  });
});
