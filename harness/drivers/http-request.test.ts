import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { NoAnswer, send } from './http-request.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A server that speaks bytes. Answers its address. */
async function listen(onRequest: (socket: Socket, n: number) => void): Promise<URL> {
  let n = 0;
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => onRequest(socket, ++n));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server?.address() as AddressInfo).port}/`);
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const get = (url: URL, timeoutMs = 10_000) => send({ method: 'GET', url, headers: {} }, timeoutMs);
const failure = async (url: URL, timeoutMs?: number) => {
  const error = await get(url, timeoutMs).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(NoAnswer);
  const { kind, status } = error as NoAnswer;
  return { kind, status };
};

test('a kept connection that dies as it is used again is nobody’s fault', async () => {
  const asked: number[] = [];
  const url = await listen((socket, n) => {
    asked.push(n);
    if (n === 2) socket.destroy();
    else socket.write(ok);
  });
  await get(url);
  expect(await get(url)).toMatchObject({ status: 200, body: 'ok' });
  expect(asked).toEqual([1, 2, 3]);
});

test('a new connection that dies is not tried again', async () => {
  let asked = 0;
  const url = await listen((socket) => {
    asked++;
    socket.destroy();
  });
  expect(await failure(url)).toEqual({ kind: 'dead-socket', status: null });
  expect(asked).toBe(1);
});

test('nobody listens', async () => {
  const url = await listen(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  expect(await failure(url)).toEqual({ kind: 'dead-socket', status: null });
});

test('no HTTP at all', async () => {
  const url = await listen((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  expect(await failure(url)).toEqual({ kind: 'dead-socket', status: null });
});

test('an answer that breaks off keeps its status', async () => {
  const url = await listen((socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 100\r\n\r\nno'));
  expect(await failure(url)).toEqual({ kind: 'dead-socket', status: 403 });
});

test('a silent server', async () => {
  const url = await listen(() => undefined);
  expect(await failure(url, 20)).toEqual({ kind: 'timeout', status: null });
});

test('an answer that trickles is given up in time', async () => {
  const url = await listen((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nslow'));
  expect(await failure(url, 50)).toMatchObject({ kind: 'timeout' });
});

test('more header lines than Node takes by itself, as browsers do', async () => {
  const lines = Array.from({ length: 8 }, (_, n) => `set-cookie: c${n}=${'x'.repeat(4_000)}\r\n`).join('');
  const url = await listen((socket) => socket.write(ok.replace('content-length', `${lines}content-length`)));
  expect((await get(url)).setCookies).toHaveLength(8);
});

test('what stands before the "@" of an address is not sent', async () => {
  let request = '';
  const url = await listen((socket) => socket.write(ok));
  server?.on('connection', (socket: Socket) => socket.on('data', (bytes) => (request += bytes.toString())));
  url.username = 'per%ffson';
  url.password = 'secret';
  expect(await get(url)).toMatchObject({ status: 200 });
  expect(request).not.toMatch(/authorization/i);
});

test('what stands behind the end of an answer is no part of it', async () => {
  const url = await listen((socket) => socket.write(`${ok}<html>Another page</html>`));
  expect(await get(url)).toMatchObject({ status: 200, body: 'ok' });
});
