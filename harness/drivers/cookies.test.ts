import { afterEach, expect, test, vi } from 'vitest';
import { Cookies } from './cookies.ts';

const app = new URL('http://127.0.0.1:8080/acs');
const idp = new URL('http://localhost:4700/sso');
const crossSitePost = { method: 'POST', initiator: idp };
const typedIn = { method: 'GET', initiator: null };

afterEach(() => vi.useRealTimers());

test('a cookie without SameSite comes with a cross-site POST for two minutes', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  const cookies = new Cookies();
  await cookies.store(['plain=1', 'lax=1; SameSite=Lax'], app);
  vi.setSystemTime(119_999);
  expect((await cookies.headerFor(app, crossSitePost)).header).toBe('plain=1');
  vi.setSystemTime(120_000);
  expect((await cookies.headerFor(app, crossSitePost)).names).toEqual([]);
  expect((await cookies.headerFor(app, { method: 'GET', initiator: idp })).names).toEqual(['plain', 'lax']);
});

test('a cookie ends when it says', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  const cookies = new Cookies();
  await cookies.store(['short=1; Max-Age=10', 'dated=1; Expires=Thu, 01 Jan 1970 00:00:20 GMT'], app);
  vi.setSystemTime(9_000);
  expect((await cookies.headerFor(app, typedIn)).names).toEqual(['short', 'dated']);
  vi.setSystemTime(11_000);
  expect((await cookies.headerFor(app, typedIn)).names).toEqual(['dated']);
  vi.setSystemTime(21_000);
  expect((await cookies.headerFor(app, typedIn)).names).toEqual([]);
});

test('tells the names of what it keeps, and nothing of the rest', async () => {
  const cookies = new Cookies();
  const lines = [
    'a=1',
    'b=1; SameSite=None',
    'c=\x7f',
    'd=1; Domain=corp.test',
    '',
    `e=${'x'.repeat(5_000)}`,
    'f=1; SameSite=None; Secure',
  ];
  expect(await cookies.store(lines, app)).toEqual(['a', 'f']);
  expect((await cookies.headerFor(app, typedIn)).header).toBe('a=1; f=1');
});

test('a copy goes its own way', async () => {
  const cookies = new Cookies();
  await cookies.store(['a=1'], app);
  const copy = await cookies.copy();
  await copy.store(['b=1'], app);
  await cookies.store(['c=1'], app);
  expect((await copy.headerFor(app, crossSitePost)).header).toBe('a=1; b=1');
  expect((await cookies.headerFor(app, typedIn)).header).toBe('a=1; c=1');
});
