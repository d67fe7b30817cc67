import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { secretsOf } from './secrets.ts';
import type { TargetFile } from './target.gen.ts';
import { substitute } from './variables.ts';

beforeEach(() => {
  vi.stubEnv('JITMUS_TEST_ADMIN', 'admin-token-1');
  vi.stubEnv('JITMUS_TEST_HOST', 'staging.example');
  vi.stubEnv('JITMUS_TEST_SHORT', 'abc');
});
afterEach(() => void vi.unstubAllEnvs());

const call = { method: 'POST' as const, url: 'https://${env.JITMUS_TEST_HOST}/x' };
const secrets = (file: Omit<TargetFile, 'name'>) => {
  const named = { name: '${env.JITMUS_TEST_HOST}', ...file };
  return secretsOf(
    named,
    substitute(named, new Map(), () => ''),
  );
};

test('values from the environment in headers, bodies and tokens; addresses and names are none', () => {
  expect(
    secrets({
      ssoMethods: { create: { ...call, id: '/id', headers: { authorization: 'Bearer ${env.JITMUS_TEST_ADMIN}' } } },
      allowHosts: ['${env.JITMUS_TEST_HOST}'],
      accountsAdmin: { create: { ...call, body: { nested: [{ key: '${env.JITMUS_TEST_ADMIN}' }] } } },
      lacks: { jit: '${env.JITMUS_TEST_HOST}' },
    }),
  ).toEqual(['admin-token-1']);
});

test('credentials that stand in the file itself', () => {
  expect(
    secrets({
      start: {
        command: ['x'],
        ready: { url: 'http://127.0.0.1:1' },
        env: { OWNER_TOKEN: 'owner-of-the-app', NODE_ENV: 'production' },
      },
      scim: { baseUrl: 'http://127.0.0.1:1', token: 'scim-token-1', revokedToken: 'scim-token-2' },
      observe: {
        whoAmI: { url: 'http://127.0.0.1:1', email: '/token' },
        account: {
          url: 'http://127.0.0.1:1',
          email: '/email',
          headers: { Authorization: 'Bearer reader-token', 'X-Api-Key': 'the-api-key', accept: 'application/json' },
        },
      },
      ssoMethods: { create: { ...call, id: '/id', body: { clientSecret: '{clientSecret}' } } },
    }),
  ).toEqual(['owner-of-the-app', 'scim-token-1', 'scim-token-2', 'reader-token', 'the-api-key']);
});

test('what is too short would be found in everything', () => {
  expect(
    secrets({ scim: { baseUrl: 'http://127.0.0.1:1', token: '${env.JITMUS_TEST_SHORT}', otherTeamToken: 'secret' } }),
  ).toEqual([]);
});
