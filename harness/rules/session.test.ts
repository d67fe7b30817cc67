import { describe, expect, it } from 'vitest';
import type { Observation, SignInFacts } from '../observation.ts';
import { findingOf, forged, letIn, PERSON, testLog, VICTIM, type Seen } from '../test-log.ts';

const judged = [
  ['saml/post-binding', 'saml/get-delivery'],
  ['saml/post-binding', 'saml/parameter-name'],
  ['saml/post-binding', 'saml/text-plain-form'],
  ['saml/request-answered-once', 'saml/request-answered-twice'],
  ['saml/in-response-to', 'saml/in-response-to-split'],
  ['saml/one-time-use', 'saml/replay-after-restart'],
  ['saml/one-name-id', 'saml/nameid-twice'],
  ['saml/allowed-characters', 'saml/nameid-nul'],
  ['saml/signature-required', 'saml/encrypted-unsigned'],
] as const;

describe.each(judged)('%s with %s', (rule, fault) => {
  const find = (seen: Seen) => findingOf(rule, testLog().given().signIn(forged(fault), seen)).status;

  it('passes on a refusal, and fails where somebody got in', () => {
    expect(find({})).toBe('pass');
    expect(find(letIn())).toBe('fail');
    expect(find(letIn({}, VICTIM))).toBe('fail');
  });

  it('is blocked where the message never arrived', () => {
    expect(find({ ends: [{ delivered: 'none' }] })).toBe('blocked');
  });
});

describe('saml/signature-required with saml/parameter-twice', () => {
  const find = (seen: Seen) =>
    findingOf('saml/signature-required', testLog().signIn(forged('saml/parameter-twice', 'identity'), seen)).status;

  it('lets the genuine signer in', () => {
    expect(find(letIn({ before: { person: [], victim: [] }, after: { person: [{}], victim: [] } }))).toBe('pass');
    expect(find(letIn({}, VICTIM))).toBe('fail');
  });
});

describe('saml/one-time-use with saml/assertion-id-reused', () => {
  const find = (first: Seen, second: Seen) =>
    findingOf(
      'saml/one-time-use',
      testLog()
        .signIn({}, first)
        .signIn(forged('saml/assertion-id-reused', 'check', { victim: null }), second),
    );

  it('says something only where the ID was used before', () => {
    const known: Seen = { before: { person: [{}] } };
    expect(find(letIn(), known).status).toBe('pass');
    expect(find(letIn(), letIn(known)).status).toBe('fail');
    expect(find({}, known)).toMatchObject({
      status: 'blocked',
      because: expect.stringContaining('was not used before') as string,
    });
  });
});

const open = (id: string, more: Partial<SignInFacts> = {}): Partial<SignInFacts> => ({
  faults: [{ id, expect: 'defined', harm: 'check', grade: 'bypass' }],
  ...more,
});
const withVictim = { victim: { name: 'victim', email: VICTIM } };

describe.each([
  ['saml/distinct-name-ids', 'saml/nameid-lookalike'],
  ['saml/distinct-name-ids', 'saml/nameid-long'],
  ['saml/subject-decides', 'saml/email-twice'],
])('%s with %s', (rule, fault) => {
  const known = { before: { person: [], victim: [{}] }, after: { person: [], victim: [{}] } };
  const find = (seen: Seen) =>
    findingOf(
      rule,
      testLog()
        .given()
        .signIn(open(fault, withVictim), { ...known, ...seen }),
    );

  it.each([PERSON, 'v\u00edctim@corp.test'])('passes where %s is signed in: not the victim', (who) => {
    expect(find({ sessions: { a: who } }).status).toBe('pass');
  });

  it('passes on a refusal', () => {
    expect(find({}).status).toBe('pass');
  });

  it('fails where the victim is signed in, or gets a second account', () => {
    expect(find({ sessions: { a: VICTIM } })).toMatchObject({ status: 'fail', grade: 'bypass' });
    expect(find({ after: { person: [], victim: [{}, {}] } })).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it('is blocked where it cannot be told', () => {
    expect(find({ sessions: { a: undefined } }).status).toBe('blocked');
    expect(find({ ends: [{ outcome: 'timeout', status: null }] }).status).toBe('blocked');
    expect(find({ sessions: { a: PERSON }, after: { person: [], victim: undefined } }).status).toBe('blocked');
    expect(findingOf(rule, testLog().given().signIn()).status).toBe('blocked');
  });
});

describe('sso/defined-answer', () => {
  const find = (seen: Seen, fault = 'saml/multipart-form') =>
    findingOf('sso/defined-answer', testLog().given().signIn(open(fault), seen));

  it('passes on a sign-in and on a page that refuses', () => {
    expect(find(letIn()).status).toBe('pass');
    expect(find({}).status).toBe('pass');
  });

  it('fails on a server error of an application that lives', () => {
    const crash: Seen = { ends: [{ outcome: 'server-error', status: 500 }] };
    expect(find({ ...crash, controlAfter: true })).toMatchObject({ status: 'fail', grade: 'hygiene', actual: '500' });
    expect(find(crash).status).toBe('blocked');
    expect(find(letIn({ ...crash, controlAfter: true })).status).toBe('fail');
  });

  it.each(['timeout', 'dead-socket', 'redirect-loop', 'too-large'] as const)('is blocked by a %s', (outcome) => {
    expect(find({ ends: [{ outcome, status: null }] }).status).toBe('blocked');
  });

  it('says nothing of sign-ins that must be refused', () => {
    expect(findingOf('sso/defined-answer', testLog().given().signIn(forged('saml/unsigned'))).status).toBe('blocked');
  });

  it('is skipped where there was no RelayState to lose', () => {
    const requested = (relayState: boolean) =>
      testLog()
        .given()
        .signIn(open('saml/relay-state-removed'), { idpError: { status: 500, code: 'FAULT_DOES_NOT_FIT' } })
        .request({ relayState: relayState ? { bytes: 1, holds: null } : null });
    expect(findingOf('sso/defined-answer', requested(false)).status).toBe('skipped');
    expect(findingOf('sso/defined-answer', requested(true)).status).toBe('blocked');
  });
});

describe('saml/relay-state-stays-on-origin', () => {
  const exchange = (more: Partial<Observation<'http.exchange'>['data']>): Observation<'http.exchange'>['data'] => ({
    attempt: 1,
    browser: 'a',
    method: 'POST',
    url: 'http://app.test/acs',
    status: 303,
    location: null,
    contentType: null,
    cookiesSent: [],
    cookiesSet: [],
    failure: null,
    ...more,
  });
  const log = (seen: Seen = letIn()) => testLog().given().signIn(open('saml/relay-state-elsewhere'), seen);
  const find = (made: ReturnType<typeof log>) => findingOf('saml/relay-state-stays-on-origin', made);

  it('passes where the browser stays, signed in or refused', () => {
    expect(find(log()).status).toBe('pass');
    expect(find(log({})).status).toBe('pass');
    expect(find(log().add('http.exchange', exchange({ location: 'http://app.test/home?next=evil.test' }))).status).toBe(
      'pass',
    );
  });

  it.each(['https://evil.test/relay-state', 'http://evil.test/', 'javascript:alert(1)'])(
    'fails on a redirect to %s, whoever is signed in',
    (location) => {
      for (const seen of [letIn(), {}])
        expect(find(log(seen).add('http.exchange', exchange({ location })))).toMatchObject({
          status: 'fail',
          actual: location,
        });
    },
  );

  it('fails on a refresh or a form that led there', () => {
    expect(find(log(letIn({ ends: [{ status: 200, barred: 'https://evil.test/relay-state' }] }))).status).toBe('fail');
  });

  it('fails on a header line that the RelayState wrote', () => {
    expect(find(log().add('http.exchange', exchange({ cookiesSet: ['jitmus_injected'] }))).status).toBe('fail');
  });

  it('does not look at other sign-ins or browsers, and is blocked without an answer', () => {
    const elsewhere = { location: 'https://evil.test/relay-state' };
    expect(find(log().add('http.exchange', exchange({ ...elsewhere, browser: 'z' }))).status).toBe('pass');
    expect(find(log().add('http.exchange', exchange({ ...elsewhere, attempt: 2 }))).status).toBe('pass');
    expect(find(log({ ends: [{ outcome: 'timeout', status: null }] })).status).toBe('blocked');
  });
});

describe('saml/decrypts-assertions', () => {
  const find = (seen: Seen, shape = 'encrypted') =>
    findingOf(
      'saml/decrypts-assertions',
      testLog()
        .given()
        .signIn({}, { ...seen, sent: { shape } }),
    ).status;

  it('passes where the person is signed in, and fails where not', () => {
    expect(find(letIn())).toBe('pass');
    expect(find({})).toBe('fail');
    expect(find(letIn(), 'assertion')).toBe('blocked');
  });
});
