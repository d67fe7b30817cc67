import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import { startReferenceSp } from './index.ts';
import { createService } from './service.ts';
import { startWorld, TOKENS } from './test-world.ts';

const cookiesOf = async (url: string) => (await fetch(`${url}/manage/sign-in`)).headers.getSetCookie();

test('cookies are out of reach for scripts and other sites', async () => {
  const world = await startWorld();
  const [cookie] = await cookiesOf(world.url);
  expect(cookie).toMatch(/^sp_browser=[\w-]{43}; path=\/; samesite=lax; httponly$/i);
});

test('they are Secure where the public address is, although TLS ends in front of the service', async () => {
  const service = createService({ tokens: TOKENS }, 'https://sp.test');
  const server = createServer((request, response) => void handle(request, response));
  const handle = createApp(service, () => undefined).callback();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [cookie] = await cookiesOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.closeAllConnections();
  server.close();
  service.close();
  expect(cookie).toMatch(/; secure; httponly$/i);
});

test('the public address is the one that is told', async () => {
  const sp = await startReferenceSp({ tokens: TOKENS, publicUrl: 'https://sp.test/' });
  await sp.close();
  expect(sp.url).toBe('https://sp.test');
});

test.each([
  [{ publicUrl: 'sp.test' }, 'SP_OPTION_INVALID'],
  [{ publicUrl: 'https://sp.test/app' }, 'SP_OPTION_INVALID'],
  [{ tokens: { owner: 'same', validation: 'same' } }, 'SP_OPTION_INVALID'],
  [{ tokens: { owner: '', validation: 'v' } }, 'SP_OPTION_INVALID'],
  [{ database: '/nowhere/at/all.db' }, 'SP_DATABASE_UNUSABLE'],
])('options that cannot be: %j', async (options, code) => {
  await expect(startReferenceSp({ tokens: TOKENS, ...options })).rejects.toMatchObject({ code });
});

test('a clock may count parts of milliseconds', async () => {
  const world = await startWorld({ clock: () => Date.UTC(2026, 10, 23, 12) + 0.25 });
  expect((await world.signIn(await world.verifiedMethod(), 'ada@corp.test')).email).toBe('ada@corp.test');
});

test('a port that is taken is named', async () => {
  const world = await startWorld();
  const port = Number(new URL(world.url).port);
  await expect(startReferenceSp({ tokens: TOKENS, port })).rejects.toMatchObject({ code: 'SP_PORT_IN_USE' });
});
