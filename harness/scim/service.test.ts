import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { RunningTarget } from '../targets/target.ts';
import { serviceOf } from './service.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function served(status: number, body: unknown) {
  let asked = 0;
  server = createServer((request, response) => {
    asked += request.url === '/ServiceProviderConfig' && request.headers.authorization === 'Bearer t' ? 1 : 0;
    response.writeHead(status, { connection: 'close' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running = {} as RunningTarget;
  const read = () =>
    serviceOf(running, { baseUrl, token: 't', otherTeamToken: null, revokedToken: null, expiredToken: null });
  return { read, asked: () => asked };
}

test('what the application says that it supports is read once', async () => {
  const { read, asked } = await served(200, { patch: { supported: true }, sort: { supported: false }, etag: 'yes' });
  const said = { status: 200, patch: true, filter: null, sort: false, etag: null };
  expect(await Promise.all([read(), read()])).toEqual([said, said]);
  expect(asked()).toBe(1);
});

test.each([
  [404, { patch: { supported: false } }],
  [200, '<!DOCTYPE html>'],
])('where it says nothing that can be read (%i), nothing is taken for said', async (status, body) => {
  const { read } = await served(status, body);
  expect(await read()).toEqual({ status, patch: null, filter: null, sort: null, etag: null });
});
