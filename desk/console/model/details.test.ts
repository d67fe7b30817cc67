import { expect, test } from 'vitest';
import type { Event } from '../api.ts';
import { detailsOf } from './details.ts';

const row = (kind: string, event: Record<string, unknown>): Event => ({
  n: 1,
  at: 0,
  vendor: 'entra',
  direction: 'out',
  kind,
  ok: true,
  says: '',
  event: { kind, ...event },
});

const jwt = (payload: unknown) => `${part({ alg: 'RS256' })}.${part(payload)}.c2ln`;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token is decoded, each part beside the genuine one', () => {
  const { artefacts } = detailsOf(
    row('claims', {
      through: 'token-endpoint',
      faults: ['oidc/expired'],
      sent: jwt({ exp: 1 }),
      genuine: jwt({ exp: 2 }),
      subject: 's',
      email: null,
      claims: { victim: null },
      groups: 'overage',
      groupsBehindOverage: ['a', 'b'],
    }),
  );
  expect(artefacts.map(({ label }) => label)).toEqual(['ID token, header', 'ID token, payload', 'ID token, as sent']);
  expect(artefacts[1]).toMatchObject({ mediaType: 'application/json', text: '{"exp":1}', genuine: '{"exp":2}' });
});

test('what stands where a token should is shown as it came', () => {
  const { artefacts } = detailsOf(
    row('logout-told', { through: 'back-channel', to: 'x', faults: [], sent: '<b>no token</b>', genuine: null }),
  );
  expect(artefacts).toEqual([{ label: 'Logout token', mediaType: 'application/xml', text: '<b>no token</b>' }]);
});

test('a message that has no genuine form stands alone, and what is not there takes no line', () => {
  const { facts, artefacts } = detailsOf(
    row('request', {
      binding: 'redirect',
      relayState: null,
      xml: '<AuthnRequest/>',
      problem: null,
      signature: 'absent',
      fields: { issuer: 'urn:app', acsUrl: null, authnContext: [], forceAuthn: false },
    }),
  );
  expect(facts).toEqual([
    ['Binding', 'redirect'],
    ['From', 'urn:app'],
    ['Signature', 'absent'],
  ]);
  expect(artefacts).toEqual([{ label: 'AuthnRequest', mediaType: 'application/xml', text: '<AuthnRequest/>' }]);
});

test('both halves of an exchange, by the look of their bodies', () => {
  const { artefacts } = detailsOf(
    row('scim', {
      purpose: 'create user',
      method: 'POST',
      url: 'http://127.0.0.1/Users',
      headers: {},
      body: '{"userName":"a"}',
      status: 500,
      answerHeaders: {},
      answerBody: '<!doctype html><p>oops',
      says: null,
    }),
  );
  expect(artefacts.map(({ label, mediaType }) => [label, mediaType])).toEqual([
    ['Body sent', 'application/json'],
    ['Headers sent', 'application/json'],
    ['Body of the answer', 'text/html'],
    ['Headers of the answer', 'application/json'],
  ]);
});

test('an act at the desk itself has no message', () => {
  expect(detailsOf(row('desk', { what: 'clock' })).artefacts).toHaveLength(1);
});
