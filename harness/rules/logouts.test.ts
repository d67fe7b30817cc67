import { describe, expect, it } from 'vitest';
import type { LogoutReceivedFacts, SignOutFacts } from '../observation.ts';
import { findingOf, letIn, PERSON, testLog, VICTIM, type SeenSignOut } from '../test-log.ts';

const find = (rule: string, facts: Partial<SignOutFacts>, seen: SeenSignOut = {}) =>
  findingOf(rule, testLog().given().signIn({}, letIn()).signOut(facts, seen));
const faulted = (id: string): Partial<SignOutFacts> => ({
  faults: [{ id, expect: 'refuse', harm: 'check', grade: 'check-missing' }],
});

/** Why it cannot be told what became of a message of the IdP. */
const untold: readonly (readonly [string, SeenSignOut, RegExp])[] = [
  ['the IdP sent nothing', { sent: null }, /not seen to send/],
  ['the IdP refused', { sent: null, idpError: { status: 500, code: 'FAULT_DOES_NOT_FIT' } }, /FAULT_DOES_NOT_FIT/],
  ['the message never arrived', { end: { brought: null } }, /never reached/],
  ['the browser waited in vain', { end: { outcome: 'timeout', status: null } }, /time-out/],
  ['the connection died', { end: { outcome: 'dead-socket', status: null } }, /dead connection/],
  ['the end was not seen', { end: null }, /not seen/],
  ['nobody was signed in before', { before: null }, /Nobody was signed in before/],
  ['it was not asked before', { before: undefined }, /could not be asked/],
  ['whoAmI is broken', { after: 503 }, /could not be asked/],
  ['somebody else is signed in', { after: VICTIM }, /Somebody else/],
];

describe.each([
  ['saml/logout-request-authenticated', 'saml/logout-request-unsigned', 'request'],
  ['saml/logout-request-authenticated', 'saml/logout-request-foreign-key', 'request'],
  ['saml/logout-request-authenticated', 'saml/logout-request-altered', 'request'],
  ['saml/logout-request-issuer', 'saml/logout-request-issuer', 'request'],
  ['saml/logout-request-destination', 'saml/logout-request-destination', 'request'],
  ['saml/logout-request-expiry', 'saml/logout-request-expired', 'request'],
  ['saml/logout-only-session-meant', 'saml/logout-request-other-person', 'request'],
  ['saml/logout-only-session-meant', 'saml/logout-request-other-session', 'request'],
  ['saml/logout-only-session-meant', 'saml/logout-request-replayed', 'request'],
  ['saml/logout-response-solicited', 'saml/logout-response-in-response-to', 'response'],
] as const)('%s with %s', (rule, fault, message) => {
  const judge = (seen: SeenSignOut) => find(rule, faulted(fault), { sent: { message }, ...seen });

  it('passes where the session is still there, in whatever letter case', () => {
    for (const after of [PERSON, PERSON.toUpperCase()]) expect(judge({ after }).status).toBe('pass');
  });

  it('passes where the application answered with a server error, and the session is still there', () => {
    expect(judge({ after: PERSON, end: { outcome: 'server-error', status: 500 } }).status).toBe('pass');
  });

  it('fails where it ended, whatever the status', () => {
    for (const status of [200, 403])
      expect(judge({ end: { status } })).toMatchObject({ status: 'fail', grade: 'check-missing' });
  });

  it.each(untold)('cannot tell where %s', (_what, seen, says) => {
    const finding = judge({ after: PERSON, ...seen });
    expect(finding.status).toBe('blocked');
    expect(finding.because).toMatch(says);
  });

  it('cannot tell by a message without the fault', () => {
    expect(judge({ sent: { message, faults: [] }, after: PERSON }).status).toBe('blocked');
  });

  it('says nothing of another fault', () => {
    expect(find(rule, faulted('saml/unsigned')).status).toBe('blocked');
  });
});

describe.each([
  ['saml/logout-ends-session', 'emailAddress'],
  ['saml/logout-finds-person', null],
] as const)('%s, by a NameID of the format %s', (rule, format) => {
  const judge = (seen: SeenSignOut, facts: Partial<SignOutFacts> = {}) =>
    find(
      rule,
      facts,
      seen.sent === null ? seen : { ...seen, sent: { nameId: { value: PERSON, format }, ...seen.sent } },
    );

  it('passes where nobody is signed in any more, and fails where the person is', () => {
    expect(judge({}).status).toBe('pass');
    expect(judge({ after: PERSON })).toMatchObject({ status: 'fail', actual: `${PERSON} is` });
  });

  it.each(untold)('cannot tell where %s', (_what, seen, says) => {
    // Without a message it cannot be told which of the two it would have been.
    const because = seen.sent === null && format === null ? /in this way/ : says;
    expect(judge(seen)).toMatchObject({ status: 'blocked', because: expect.stringMatching(because) as string });
  });

  it('says nothing of the other', () => {
    const other = format === null ? 'emailAddress' : null;
    expect(find(rule, {}, { sent: { nameId: { value: PERSON, format: other } } }).status).toBe('blocked');
  });

  it('says nothing of faulted messages, or of sign-outs at the application', () => {
    expect(judge({}, faulted('saml/logout-request-unsigned')).status).toBe('blocked');
    expect(judge({}, { at: 'application' }).status).toBe('blocked');
  });
});

describe('saml/logout-only-session-meant', () => {
  const judge = (others: SeenSignOut['others'], seen: SeenSignOut = {}) =>
    find('saml/logout-only-session-meant', {}, { ...seen, ...(others && { others }) });

  it('passes where every other session is still there', () => {
    expect(judge({ b: [PERSON, PERSON], c: [VICTIM, VICTIM] }).status).toBe('pass');
  });

  it('does not ask for sessions that had ended before', () => {
    expect(judge({ b: [null, null], c: [VICTIM, VICTIM] }).status).toBe('pass');
  });

  it('fails where one ended, or became somebody else’s', () => {
    expect(judge({ b: [PERSON, PERSON], c: [VICTIM, null] }).status).toBe('fail');
    expect(judge({ b: [PERSON, VICTIM] }).status).toBe('fail');
  });

  it('cannot tell without other sessions, or where they could not be asked', () => {
    expect(judge(undefined).status).toBe('blocked');
    expect(judge({ b: [PERSON, undefined] }).status).toBe('blocked');
    expect(judge({ b: [PERSON, 503] }).status).toBe('blocked');
    expect(judge({ b: [503, PERSON] }).status).toBe('blocked');
    expect(judge({ b: [null, null] }).status).toBe('blocked');
    expect(judge({ b: [PERSON, PERSON] }, { sent: null }).status).toBe('blocked');
  });
});

describe('saml/logout-ends-own-session', () => {
  const judge = (seen: SeenSignOut, facts: Partial<SignOutFacts> = {}) =>
    find('saml/logout-ends-own-session', { at: 'application', ...facts }, seen);

  it('passes where nobody is signed in any more, whatever became of the rest', () => {
    expect(judge({}).status).toBe('pass');
    expect(judge({ sent: null, end: { outcome: 'timeout', status: null } }).status).toBe('pass');
  });

  it('fails where the person is', () => {
    expect(judge({ after: PERSON }).status).toBe('fail');
  });

  it('cannot tell where the fault was not sent, or nobody could be asked', () => {
    const facts = faulted('saml/logout-response-failed');
    expect(judge({ sent: { faults: [] } }, facts).status).toBe('blocked');
    expect(judge({ sent: null, idpError: { status: 500, code: 'FAULT_DOES_NOT_FIT' } }, facts)).toMatchObject({
      status: 'blocked',
      because: expect.stringContaining('FAULT_DOES_NOT_FIT') as string,
    });
    expect(judge({ after: 500 }).status).toBe('blocked');
    expect(judge({ before: null }).status).toBe('blocked');
    expect(judge({ end: null }).status).toBe('blocked');
  });
});

describe('what the application sends', () => {
  const judge = (rule: string, received: Partial<LogoutReceivedFacts>) =>
    find(rule, { at: 'application' }, { received: [received] });

  it.each<[string, Partial<LogoutReceivedFacts>, string]>([
    ['all as issued', {}, 'pass'],
    ['no Format', { nameId: { value: PERSON, format: null } }, 'pass'],
    ['another Format', { nameId: { value: PERSON, format: 'persistent' } }, 'fail'],
    ['another spelling', { nameId: { value: PERSON.toUpperCase(), format: null } }, 'fail'],
    ['nobody', { nameId: null }, 'fail'],
    ['no session', { sessionIndexes: [] }, 'fail'],
    ['another session', { sessionIndexes: ['_other'] }, 'fail'],
    ['several sessions', { sessionIndexes: ['_other', '_session'] }, 'pass'],
  ])('names the session: %s', (_what, received, status) => {
    expect(judge('saml/logout-request-names-session', received).status).toBe(status);
  });

  it.each([
    ['valid', 'somebody', 'pass'],
    ['invalid', 'somebody', 'fail'],
    ['absent', 'somebody', 'fail'],
    ['absent', null, 'blocked'],
    ['unchecked', 'somebody', 'skipped'],
    ['unsupported', 'somebody', 'skipped'],
  ] as const)('is signed: %s, promised by %s', (state, promisedBy, status) => {
    const signature = { state, algorithms: ['urn:a'], promisedBy };
    expect(judge('saml/logout-request-signed', { signature }).status).toBe(status);
  });

  it('cannot be told where nothing came', () => {
    for (const rule of ['saml/logout-request-names-session', 'saml/logout-request-signed'])
      expect(find(rule, { at: 'application' }).status).toBe('blocked');
  });
});

describe('saml/logout-answered', () => {
  const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
  const answer = { message: 'response', inResponseTo: '_told', status: SUCCESS } as const;
  const judge = (seen: SeenSignOut) => find('saml/logout-answered', {}, seen);

  it.each<[string, Partial<LogoutReceivedFacts>, SeenSignOut, string]>([
    ['with all that is due', {}, {}, 'pass'],
    ['to another request', { inResponseTo: '_other' }, {}, 'fail'],
    ['by another issuer', { issuer: 'http://other.test' }, {}, 'fail'],
    ['with a failure, though the session ended', { status: 'urn:x:Requester' }, {}, 'fail'],
    ['with a failure, and the session is still there', { status: 'urn:x:Requester' }, { after: PERSON }, 'pass'],
  ])('%s', (_what, change, seen, status) => {
    expect(judge({ received: [{ ...answer, ...change }], ...seen }).status).toBe(status);
  });

  it('fails without an answer, and cannot tell where nothing arrived', () => {
    expect(judge({}).status).toBe('fail');
    expect(judge({ sent: null }).status).toBe('blocked');
    expect(judge({ end: { brought: null } }).status).toBe('blocked');
  });
});
