import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RefusalCode } from './refusal.ts';
import { faithful, respond, type ResponseSettings, type Shape } from './test-idp.ts';
import { deliver, requestIdIn, startWorld, type SignInChanges } from './test-world.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 12);
const ELSEWHERE = 'https://other-sp.test/acs';

type Change = Partial<ResponseSettings>;
const shapes: Shape[] = ['assertion', 'response', 'both'];

const without =
  (pattern: RegExp, rest = '') =>
  (xml: string) =>
    xml.replace(pattern, rest);

const refused: [what: string, change: Change | ((method: { entityId: string }) => Change), code: RefusalCode][] = [
  ['an issuer that is another', { issuer: 'https://other.test', responseIssuer: 'https://other.test' }, 'issuer'],
  ['an assertion issuer that is another', { issuer: 'https://other.test' }, 'issuer'],
  ['a response issuer that is another', { responseIssuer: 'https://other.test' }, 'issuer'],
  ['no version', { version: '' }, 'structure'],
  ['a version that is another', { version: '1.1' }, 'structure'],
  ['another destination', { destination: ELSEWHERE }, 'destination'],
  ['an empty destination', { destination: '' }, 'destination'],
  ['another audience', { audiences: [[ELSEWHERE]] }, 'audience'],
  ['no conditions', { audiences: null }, 'audience'],
  ['no audience restriction', { audiences: [] }, 'audience'],
  ['an empty audience restriction', { audiences: [[]] }, 'audience'],
  ['a second restriction without us', ({ entityId }) => ({ audiences: [[entityId], [ELSEWHERE]] }), 'audience'],
  ['an audience that only begins like us', ({ entityId }) => ({ audiences: [[`${entityId}.evil`]] }), 'audience'],
  ['an unknown condition', { condition: '<x:Weekday xmlns:x="urn:x"/>' }, 'condition-unknown'],
  ['conditions that begin later', { notBefore: NOW + 2 * MINUTE }, 'not-yet-valid'],
  ['conditions that have ended', { notOnOrAfter: NOW - 2 * MINUTE }, 'expired'],
  [
    'a confirmation that says when it begins',
    { shape: 'assertion', confirmationNotBefore: NOW - 2 * MINUTE },
    'subject-confirmation',
  ],
  ['a confirmation that begins later', { confirmationNotBefore: NOW + 2 * MINUTE }, 'not-yet-valid'],
  ['a confirmation that has ended', { confirmationNotOnOrAfter: NOW - 2 * MINUTE }, 'expired'],
  ['a confirmation without an end', { confirmationNotOnOrAfter: null }, 'expired'],
  ['a session that has ended', { sessionNotOnOrAfter: NOW - 2 * MINUTE }, 'expired'],
  ['another recipient', { recipient: ELSEWHERE }, 'recipient'],
  ['no recipient', { recipient: null }, 'recipient'],
  [
    'a confirmation that is no bearer',
    { confirmationMethod: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
    'subject-confirmation',
  ],
  ['a request that we never made', { inResponseTo: '_x', confirmationInResponseTo: '_x' }, 'request-unknown'],
  ['another request in the confirmation', { confirmationInResponseTo: '_x' }, 'in-response-to'],
  ['no request in the confirmation', { confirmationInResponseTo: null }, 'in-response-to'],
  ['no request in the response', { inResponseTo: null }, 'in-response-to'],
  ['no request at all', { inResponseTo: null, confirmationInResponseTo: null }, 'unsolicited'],
  ['a status that is no success', { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }, 'idp-answered-error'],
  ['an unknown status', { status: 'urn:x:Success' }, 'idp-answered-error'],
  ['a persistent NameID', { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' }, 'name-id-format'],
  ['an empty recipient', { shape: 'assertion', recipient: '' }, 'recipient'],
  ['an empty audience', { shape: 'assertion', audiences: [['']] }, 'audience'],
  ['no response ID', { responseId: '', shape: 'assertion' }, 'structure'],
  ['no assertion ID', { assertionId: '', shape: 'response' }, 'structure'],
  ['no issue instant', { shape: 'assertion', rewrite: without(/ IssueInstant="[^"]*"/) }, 'structure'],
  [
    'an issue instant that is none',
    { shape: 'assertion', rewrite: without(/IssueInstant="[^"]{10}/, 'IssueInstant="') },
    'malformed-time',
  ],
  ['no assertion issuer', { shape: 'assertion', issuer: null }, 'issuer'],
  ['an empty response issuer', { shape: 'assertion', responseIssuer: '' }, 'issuer'],
  ['no subject', { shape: 'assertion', rewrite: without(/<saml:Subject>.*<\/saml:Subject>/) }, 'subject-confirmation'],
  [
    'no confirmation',
    { shape: 'assertion', rewrite: without(/<saml:SubjectConfirmation .*Confirmation>/) },
    'subject-confirmation',
  ],
  [
    'no confirmation data',
    { shape: 'assertion', rewrite: without(/<saml:SubjectConfirmationData[^>]*>/) },
    'in-response-to',
  ],
  ['an empty status', { shape: 'assertion', status: '' }, 'idp-answered-error'],
  ['no NameID', { nameId: null }, 'needs-email'],
  ['an empty NameID', { nameId: '' }, 'needs-email'],
];

/** All shapes, where the change does not ask for one. */
const shapesOf = ([, change]: (typeof refused)[number]): readonly Shape[] =>
  typeof change === 'object' && change.shape ? [change.shape] : shapes;

test.each(refused.flatMap((row) => shapesOf(row).map((shape) => [...row, shape] as const)))(
  '%s: refused',
  async (_, change, code, shape) => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const settings = { shape, ...(typeof change === 'function' ? change(method) : change) };
    const outcome = await world.signIn(method, 'me@corp.test', { settings });
    expect(outcome).toMatchObject({ code, email: null });
    expect(await world.accounts()).toEqual([]);
    // The same person with a faithful message comes in: it was refused for this, and for nothing else.
    expect(await world.signIn(method, 'me@corp.test', { settings: { shape } })).toMatchObject({
      email: 'me@corp.test',
    });
  },
);

const accepted: [what: string, changes: SignInChanges][] = [
  ['a NameID without a format', { settings: { nameIdFormat: null } }],
  ['an unspecified NameID', { settings: { nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified' } }],
  ['no destination', { settings: { destination: null } }],
  ['no response issuer', { settings: { responseIssuer: null } }],
  ['no KeyInfo', { settings: { keyInfo: false } }],
  ['OneTimeUse', { settings: { condition: '<saml:OneTimeUse/>' } }],
  ['conditions without times', { settings: { notBefore: null, notOnOrAfter: null } }],
  ['an XML declaration', { wire: (xml) => `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${xml}` }],
  [
    'line breaks in the base64 and a signature of several lines',
    { wire: (xml) => xml.replace(/(<ds:X509Certificate>.{76})/, '$1\n') },
  ],
  ['clocks that are a minute apart, early', { settings: { notBefore: NOW + MINUTE } }],
  [
    'clocks that are a minute apart, late',
    { settings: { notOnOrAfter: NOW - MINUTE + 1, confirmationNotOnOrAfter: NOW - MINUTE + 1 } },
  ],
];

test.each(accepted)('%s: accepted where the assertion is signed', async (_, changes) => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  expect(await world.signIn(method, 'me@corp.test', changes)).toMatchObject({ status: 303, email: 'me@corp.test' });
});

test.each(['destination', 'responseIssuer'] as const)('a signed response must have its %s', async (field) => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const outcome = await world.signIn(method, 'me@corp.test', { settings: { shape: 'response', [field]: null } });
  expect(outcome).toMatchObject({ code: field === 'destination' ? 'destination' : 'issuer', email: null });
});

const times = ['notBefore', 'notOnOrAfter', 'confirmationNotBefore', 'confirmationNotOnOrAfter', 'sessionNotOnOrAfter'];
const notUtc = ['2026-11-23T12:00:00', '2026-11-23T12:00:00+00:00', '2026-13-45T99:00:00Z', 'tomorrow', ''];

test.each(times.flatMap((field) => notUtc.map((time) => [field, time] as const)))(
  '%s="%s" is refused',
  async (field, time) => {
    const world = await startWorld();
    const method = await world.verifiedMethod();
    const outcome = await world.signIn(method, 'me@corp.test', { settings: { [field]: time } });
    expect(outcome).toMatchObject({ code: 'malformed-time', email: null });
  },
);

test('the end of the window: refused from a minute after NotOnOrAfter on, whatever the clock', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const signIn = (age: number) =>
    world.signIn(method, 'me@corp.test', { settings: { confirmationNotOnOrAfter: world.clock.now - age } });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 * MINUTE }), async (age) => {
      const { email } = await signIn(age);
      expect(email).toBe(age < MINUTE ? 'me@corp.test' : null);
    }),
    { numRuns: 12, examples: [[MINUTE - 1], [MINUTE]] },
  );
});

test('the same message a second time is refused, in the same browser and in another', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const browser = world.browser();
  const { posted } = await world.signIn(method, 'me@corp.test', {}, browser);
  expect((await deliver(browser, method, posted)).code).toBe('replayed');
  expect(await deliver(world.browser(), method, posted)).toMatchObject({ code: 'replayed', email: null });
});

test('a message that nobody asked for is good once as well', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod({ idpInitiated: true });
  await world.api('POST', '/admin/accounts', { email: 'me@corp.test' });
  const { email, posted } = await world.signIn(method, 'me@corp.test', { start: null });
  expect(email).toBe('me@corp.test');
  expect((await deliver(world.browser(), method, posted)).code).toBe('replayed');
});

test('a new message with an assertion ID that was used is refused', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const settings = { assertionId: '_once' };
  expect((await world.signIn(method, 'me@corp.test', { settings })).email).toBe('me@corp.test');
  expect((await world.signIn(method, 'me@corp.test', { settings })).code).toBe('replayed');
});

test('a request is answered once', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  let id: string | null = null;
  await world.signIn(method, 'me@corp.test', { wire: (xml, settings) => ((id = settings.inResponseTo), xml) });
  const again = await world.signIn(method, 'me@corp.test', {
    settings: { inResponseTo: id, confirmationInResponseTo: id },
  });
  expect(again.code).toBe('request-used');
});

test('a request is answered within half an hour', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const late = await world.signIn(method, 'me@corp.test', {
    wire: (_, settings) => {
      world.clock.now += 31 * MINUTE;
      return respond({ ...settings, notOnOrAfter: null, confirmationNotOnOrAfter: world.clock.now + MINUTE });
    },
  });
  expect(late.code).toBe('request-unknown');
});

test('a request of one method is not answered at another', async () => {
  const world = await startWorld();
  const one = await world.verifiedMethod();
  const other = await world.verifiedMethod();
  const outcome = await world.signIn(other, 'me@corp.test', { start: one.jitLoginUrl! });
  expect(outcome).toMatchObject({ code: 'request-unknown', email: null });
});

test('the answer to a request of another browser is refused (login CSRF), and nothing is made', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();
  const attacker = world.browser();
  const { location } = await attacker.get(method.jitLoginUrl!);
  const id = requestIdIn(location!);
  const settings = faithful(
    world.idp,
    { id, acsUrl: method.acsUrl, audience: method.entityId },
    'attacker@corp.test',
    world.clock.now,
  );
  const victim = world.browser();
  await victim.get('/manage/sign-in');
  const posted = { SAMLResponse: Buffer.from(respond(settings)).toString('base64') };
  expect(await deliver(victim, method, posted)).toMatchObject({ code: 'browser-mismatch', email: null });
  expect(await world.accounts()).toEqual([]);
});
