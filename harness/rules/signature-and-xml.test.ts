import { describe, expect, it } from 'vitest';
import type { SignInFacts } from '../observation.ts';
import { findingOf, letIn, PERSON, testLog, untold, VICTIM, type Seen } from '../test-log.ts';

/** A sign-in with a fault that need not be refused, or for which it does not matter. */
const carrying = (id: string, expected: 'accept' | 'defined' | 'refuse'): Partial<SignInFacts> => ({
  faults: [{ id, expect: expected, harm: 'check', grade: 'hygiene' }],
});

describe.each([
  ['saml/common-algorithms', 'saml/other-algorithm'],
  ['saml/key-information-is-a-hint', 'saml/other-key-information'],
  ['saml/every-published-key', 'saml/new-key'],
  ['oidc/new-keys', 'oidc/new-key'],
  ['oidc/accepts-permitted-forms', 'oidc/audience-in-list'],
  ['oidc/accepts-permitted-forms', 'oidc/token-type-case'],
])('%s', (rule, fault) => {
  const find = (seen: Seen, facts = carrying(fault, 'accept')) =>
    findingOf(rule, testLog().given().signIn(facts, seen));

  it('passes on a session of the person', () => {
    expect(find(letIn())).toMatchObject({ status: 'pass' });
  });

  it('fails when the genuine message was refused', () => {
    expect(find({})).toMatchObject({ status: 'fail', actual: expect.stringMatching(/nobody is signed in/) as string });
  });

  it('fails as a bypass when somebody else is signed in', () => {
    expect(find(letIn({}, VICTIM))).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it('is blocked when the message did not carry the variation, or none was sent', () => {
    expect(find(letIn({ sent: { faults: [] } })).status).toBe('blocked');
    expect(find(letIn(), {}).status).toBe('blocked');
  });
});

describe.each([
  ['saml/fetches-nothing', 'saml/external-entity'],
  ['saml/fetches-nothing', 'saml/stylesheet-transform'],
  ['oidc/fetches-nothing', 'oidc/key-address'],
])('%s with %s', (rule, fault) => {
  const log = (seen: Seen) => testLog().given().signIn(carrying(fault, 'refuse'), seen);
  const find = (seen: Seen) => findingOf(rule, log(seen));
  const canary = (seen: Seen) => findingOf(rule, log(seen).add('idp.happened', { attempt: 1, what: 'canary' }));

  it.each<[string, Seen]>([
    ['refused', {}],
    ['let in', letIn()],
    ['out of sight', { ends: [] }],
  ])('fails when the address was fetched, also when it is seen last, though the person was %s', (_, seen) => {
    const finding = canary(seen);
    expect(finding).toMatchObject({ status: 'fail', grade: 'check-missing', expected: 'no request' });
    expect(finding.evidence.map(({ kind }) => kind)).toEqual(['idp.happened']);
  });

  it('passes when nothing was fetched, whether the signer got in or not', () => {
    expect(find({}).status).toBe('pass');
    expect(find(letIn()).status).toBe('pass');
  });

  it('takes nothing else that happens at the IdP for it', () => {
    const other = log({}).add('idp.happened', { attempt: 1, what: 'metadata' });
    expect(findingOf(rule, other).status).toBe('pass');
    const ofAnother = log({}).add('idp.happened', { attempt: 2, what: 'canary' });
    expect(findingOf(rule, ofAnother).status).toBe('pass');
  });

  it('is blocked when somebody else got in', () => {
    expect(find(letIn({}, VICTIM)).status).toBe('blocked');
  });

  it.each(untold)('is blocked when %s', (_, seen) => {
    expect(find(seen).status).toBe('blocked');
  });

  it('is blocked where no message named an address', () => {
    expect(findingOf(rule, testLog().given().signIn({}, letIn())).status).toBe('blocked');
  });
});

describe.each([
  ['saml/answers-clearly', 'saml/uncommon-algorithm'],
  ['oidc/answers-clearly', 'oidc/token-answer-type'],
])('%s', (rule, fault) => {
  const find = (seen: Seen) => findingOf(rule, testLog().given().signIn(carrying(fault, 'defined'), seen));

  it('passes on a session of the person, and on a page', () => {
    expect(find(letIn()).status).toBe('pass');
    expect(find({}).status).toBe('pass');
  });

  it('fails on a server error that a genuine sign-in survives', () => {
    const crash: Seen = { ends: [{ outcome: 'server-error', status: 500 }], controlAfter: true };
    expect(find(crash)).toMatchObject({ status: 'fail', grade: 'hygiene', actual: '500' });
  });

  it('fails when somebody else is signed in', () => {
    expect(find(letIn({}, VICTIM))).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it.each(untold)('is blocked when %s', (_, seen) => {
    expect(find(seen).status).toBe('blocked');
  });
});

describe('a fault of userinfo', () => {
  const log = (fault: string, seen: Seen) => testLog().given().signIn(carrying(fault, 'refuse'), seen);

  it('is not judged where the application did not ask', () => {
    for (const [rule, fault] of [
      ['oidc/userinfo-subject', 'oidc/userinfo-subject'],
      ['oidc/answers-clearly', 'oidc/userinfo-error'],
    ] as const)
      expect(findingOf(rule, log(fault, letIn())).status, rule).toBe('skipped');
  });

  it('fails when the person got in by the answer of another subject, and passes when nobody did', () => {
    const asked = (seen: Seen) =>
      findingOf(
        'oidc/userinfo-subject',
        log('oidc/userinfo-subject', seen).add('idp.happened', { attempt: 1, what: 'userinfo' }),
      );
    expect(asked(letIn()).status).toBe('fail');
    expect(asked({}).status).toBe('pass');
  });
});

describe('saml/strong-keys', () => {
  const created = (data: object) => testLog().given({ keys: 'weak' }).method('create', data);
  const find = (log: ReturnType<typeof testLog>) => findingOf('saml/strong-keys', log);

  it('passes when the method was not taken', () => {
    expect(find(created({ accepted: false, status: 422 })).status).toBe('pass');
  });

  it('passes when the method was taken and the sign-in refused', () => {
    expect(find(created({}).signIn({}, {})).status).toBe('pass');
  });

  it('fails when somebody got in', () => {
    expect(find(created({}).signIn({}, letIn()))).toMatchObject({
      status: 'fail',
      grade: 'hygiene',
      actual: `session of ${PERSON}, account of ${PERSON}`,
    });
  });

  it.each([
    ['a server error', { accepted: false, status: 500 }],
    ['no answer', { accepted: false, status: null }],
  ])('is blocked on %s', (_, data) => {
    expect(find(created(data)).status).toBe('blocked');
  });

  it('is blocked where nobody signed in, no method was made, or the key was no weak one', () => {
    expect(find(created({})).status).toBe('blocked');
    expect(find(testLog().given({ keys: 'weak' })).status).toBe('blocked');
    expect(find(testLog().given().method('create', { accepted: false, status: 422 })).status).toBe('blocked');
  });

  it.each(untold)('is blocked when %s', (_, seen) => {
    expect(find(created({}).signIn({}, seen)).status).toBe('blocked');
  });
});
