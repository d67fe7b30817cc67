import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GROUPS } from './test-idp.ts';
import { deliver, startWorld, whoIs, type TestMethod } from './test-world.ts';

const settings = { attributes: { [GROUPS]: ['staff', 'devs'] } };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'reference-sp-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('thirty first sign-ins of one person at once end in one account, and all thirty are signed in', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const spelling = (n: number) => (n % 2 ? 'ada@corp.test' : 'Ada@Corp.test');
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, n) => world.signIn(method, spelling(n), { settings })),
  );
  const [account, ...others] = await world.accounts();
  expect(others).toEqual([]);
  expect(account?.groups).toEqual(['staff', 'devs']);
  expect(new Set(outcomes.map(({ status, email }) => `${status} ${email}`))).toEqual(
    new Set([`303 ${account?.email}`]),
  );
  expect(world.errors).toEqual([]);
});

test('thirty deliveries of one message at once are one sign-in', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  let posted: Record<string, string> = {};
  const browser = world.browser();
  // Begun and kept back: the message is not delivered by the sign-in itself.
  const held = await world.signIn(method, 'ada@corp.test', { wire: (xml) => ((posted = encoded(xml)), '') }, browser);
  expect(held.code).toBe('response-missing');
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => deliver(browser, method, posted)));
  expect(outcomes.filter((outcome) => outcome.status === 303)).toHaveLength(1);
  expect(new Set(outcomes.filter((outcome) => outcome.status !== 303).map(({ code }) => code))).toEqual(
    new Set(['replayed']),
  );
});

const encoded = (xml: string) => ({ SAMLResponse: Buffer.from(xml).toString('base64') });

test('a restart forgets neither accounts nor methods, sessions, secrets and used assertions', async () => {
  const database = join(folder(), 'sp.db');
  const world = await startWorld({ database });
  const method = await world.verifiedMethod();
  const browser = world.browser();
  const { posted } = await world.signIn(method, 'ada@corp.test', {}, browser);
  const accounts = await world.accounts();

  const again = await world.restart();
  expect(await again.accounts()).toEqual(accounts);
  const sameBrowser = again.browser();
  for (const [name, value] of browser.cookies) sameBrowser.cookies.set(name, value);
  expect(await whoIs(sameBrowser)).toBe('ada@corp.test');
  expect((await deliver(sameBrowser, method, posted)).code).toBe('replayed');
  const shown = await again.api<TestMethod>('GET', `/admin/sso-methods/${method.id}`);
  expect(shown.body).toMatchObject({ state: 'verified', jitLoginUrl: method.jitLoginUrl });
});

test('two processes with one database make one account', async () => {
  const database = join(folder(), 'sp.db');
  const one = await startWorld({ database, secret: 'shared' });
  const two = await startWorld({ database, secret: 'shared' });
  const method = await one.verifiedMethod();
  const local = (method: TestMethod, from: string, to: string) =>
    JSON.parse(JSON.stringify(method).replaceAll(from, to)) as TestMethod;
  const outcomes = await Promise.all([
    one.signIn(method, 'ada@corp.test'),
    two.signIn(local(method, one.url, two.url), 'ada@corp.test'),
  ]);
  expect(outcomes.map((outcome) => outcome.email)).toEqual(['ada@corp.test', 'ada@corp.test']);
  expect(await one.accounts()).toHaveLength(1);
});
