import { describe, expect } from 'vitest';
import { testFor } from 'jitmus/vitest';
import { startApp } from './app.ts';

const test = testFor(async (idp) => {
  const { origin, close } = await startApp(idp);
  return { loginUrl: `${origin}/login`, oidc: { redirectUri: `${origin}/callback` }, close };
});

describe.each(['entra', 'google', 'okta', 'other'] as const)('from %s', (from) => {
  test('somebody new signs in', async ({ signIn }) => {
    const { person, browser, visit } = await signIn({ from });

    expect(JSON.parse((await browser.read(visit.url)).body)).toEqual({ email: person.email });
  });
});

describe.each(['entra', 'google', 'okta'] as const)('from %s', (from) => {
  test.for(['oidc/audience', 'oidc/expired', 'oidc/foreign-key', 'oidc/state'] as const)(
    '%s is refused',
    async (fault, { signIn, expect }) => {
      await signIn({ from });
      const { browser, visit } = await signIn({ from, faults: [fault] });

      expect(visit.text).toContain('The sign-in failed');
      expect((await browser.read(new URL('/me', visit.url).href)).status).toBe(401);
    },
  );

  test('what the application does not ask for cannot be broken', async ({ signIn, expect }) => {
    const notGiven = { code: 'FAULT_NOT_GIVEN' };
    await expect(signIn({ from, faults: ['oidc/nonce'] })).rejects.toMatchObject(notGiven);
    await expect(signIn({ from, faults: ['oidc/userinfo-error'] })).rejects.toMatchObject(notGiven);
  });
});
