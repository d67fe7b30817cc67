import { describe, expect } from 'vitest';
import { faults } from 'jitmus';
import { testFor } from 'jitmus/vitest';
import { startApp } from './app.ts';

const test = testFor(async (idp) => {
  const app = await startApp(idp);
  return {
    loginUrl: `${app.origin}/login`,
    saml: { metadataUrl: `${app.origin}/metadata` },
    settings: { groups: { claim: 'vendor-default', send: 'security' } },
    close: app.close,
  };
});

test('somebody new signs in from Entra ID', async ({ signIn }) => {
  const { person, browser, visit } = await signIn({ as: 'newcomer', from: 'entra' });

  const me = await browser.read(new URL('/me', visit.url).href);
  expect(JSON.parse(me.body)).toMatchObject({ email: person.email, groups: { length: 3 } });
});

test('a person in 151 groups signs in too, though Entra ID sends a link in their place', async ({ signIn }) => {
  const { person, browser, visit } = await signIn({ as: 'overage', from: 'entra' });

  const me = await browser.read(new URL('/me', visit.url).href);
  expect(JSON.parse(me.body)).toEqual({ email: person.email, groups: [] });
});

describe.each(['entra', 'google', 'okta'] as const)('from %s', (from) => {
  test.for([
    faults['saml/unsigned'],
    faults['saml/audience-mismatch'],
    { id: 'saml/expired', options: { minutes: 20 } },
  ] as const)('$id is refused', async (fault, { signIn, expect }) => {
    await signIn({ from }); // without the fault it works, so that it is the fault which is refused
    const { browser, visit } = await signIn({ from, faults: [fault] });

    expect(visit.text).toContain('The sign-in failed');
    expect((await browser.read(new URL('/me', visit.url).href)).status).toBe(401);
  });
});

test('a response that came twenty minutes late is refused', async ({ signIn }) => {
  await signIn({ from: 'entra' }); // without the fault it works, so that it is the fault which is refused
  const { browser, visit } = await signIn({
    from: 'entra',
    faults: [{ id: 'saml/expired', options: { minutes: 20 } }],
  });

  expect(visit.text).toContain('The sign-in failed');
  expect((await browser.read(new URL('/me', visit.url).href)).status).toBe(401);
});

test('a second copy of a response is refused', async ({ signIn }) => {
  const { deliveries } = await signIn({ from: 'okta', faults: ['saml/replay'] });

  const statuses = [];
  for (const { browser, visit } of deliveries)
    statuses.push((await browser.read(new URL('/me', visit.url).href)).status);
  expect(statuses).toEqual([200, 401]);
});
