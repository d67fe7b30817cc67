import { describe, expect, it } from 'vitest';
import type { SignInFacts } from '../observation.ts';
import { findingOf, forged, letIn, PERSON, testLog, untold, VICTIM, type Seen } from '../test-log.ts';

type Harm = 'identity' | 'check';

interface Judged {
  rule: string;
  fault: string;
  harm: Harm;
  shape?: string;
}

/** The fault that each rule judges, and what it forges. */
const judged: readonly Judged[] = [
  { rule: 'jit/method-isolation', fault: 'oidc/other-application', harm: 'check' },
  { rule: 'oidc/audience', fault: 'oidc/further-audience', harm: 'check' },
  { rule: 'oidc/authorized-party', fault: 'oidc/authorized-party', harm: 'check' },
  { rule: 'oidc/signed-tokens', fault: 'oidc/algorithm-none', harm: 'check' },
  { rule: 'oidc/signed-tokens', fault: 'oidc/unsigned', harm: 'check' },
  { rule: 'oidc/signature', fault: 'oidc/changed-payload', harm: 'check' },
  { rule: 'oidc/signature', fault: 'oidc/foreign-key', harm: 'check' },
  { rule: 'oidc/signature', fault: 'oidc/unknown-key', harm: 'check' },
  { rule: 'oidc/signature', fault: 'oidc/signature-altered', harm: 'check' },
  { rule: 'oidc/no-shared-secret', fault: 'oidc/hs256-public-key', harm: 'check' },
  { rule: 'oidc/issuer', fault: 'oidc/issuer', harm: 'check' },
  { rule: 'oidc/audience', fault: 'oidc/audience', harm: 'check' },
  { rule: 'oidc/expiry', fault: 'oidc/expired', harm: 'check' },
  { rule: 'oidc/expiry', fault: 'oidc/expiry', harm: 'check' },
  { rule: 'oidc/not-before', fault: 'oidc/not-yet-valid', harm: 'check' },
  { rule: 'oidc/nonce', fault: 'oidc/nonce', harm: 'check' },
  { rule: 'oidc/nonce', fault: 'oidc/nonce-reused', harm: 'check' },
  { rule: 'oidc/subject-required', fault: 'oidc/subject', harm: 'check' },
  { rule: 'oidc/subject-not-empty', fault: 'oidc/subject', harm: 'check' },
  { rule: 'oidc/state', fault: 'oidc/state', harm: 'check' },
  { rule: 'oidc/state', fault: 'oidc/state-of-earlier', harm: 'check' },
  { rule: 'oidc/bound-to-browser', fault: 'oidc/login-csrf', harm: 'check' },
  { rule: 'oidc/code-once', fault: 'oidc/callback-replay', harm: 'check' },
  { rule: 'oidc/signature', fault: 'oidc/es256', harm: 'check' },
  { rule: 'oidc/expected-algorithm', fault: 'oidc/other-algorithm', harm: 'check' },
  { rule: 'oidc/expected-algorithm', fault: 'oidc/hs256-client-secret', harm: 'check' },
  { rule: 'oidc/published-keys-only', fault: 'oidc/embedded-key', harm: 'check' },
  { rule: 'oidc/published-keys-only', fault: 'oidc/key-address', harm: 'check' },
  { rule: 'oidc/critical-header', fault: 'oidc/critical-header', harm: 'check' },
  { rule: 'oidc/issued-at-required', fault: 'oidc/issued-at-missing', harm: 'check' },
  { rule: 'oidc/issuer', fault: 'oidc/other-tenant', harm: 'check' },
  { rule: 'oidc/issuer-parameter', fault: 'oidc/issuer-parameter', harm: 'check' },
  { rule: 'oidc/issuer-parameter-required', fault: 'oidc/issuer-parameter-missing', harm: 'check' },
  { rule: 'oidc/hosted-domain', fault: 'oidc/hosted-domain', harm: 'check' },
  { rule: 'oidc/one-email', fault: 'oidc/email-twisted', harm: 'identity' },
  { rule: 'oidc/nonce', fault: 'oidc/logout-token', harm: 'check' },
  { rule: 'oidc/front-channel-signature', fault: 'oidc/changed-payload', harm: 'check' },
  { rule: 'oidc/front-channel-signature', fault: 'oidc/critical-header', harm: 'check' },
  { rule: 'oidc/front-channel-signature', fault: 'oidc/algorithm-none', harm: 'check' },
  { rule: 'oidc/front-channel-signature', fault: 'oidc/unsigned', harm: 'check' },
  { rule: 'oidc/code-hash', fault: 'oidc/c-hash', harm: 'check' },
  { rule: 'oidc/verified-email', fault: 'oidc/email-unverified', harm: 'check' },
  { rule: 'jit/method-isolation', fault: 'saml/other-method', harm: 'check' },
  { rule: 'jit/method-isolation', fault: 'saml/other-method-response', harm: 'check' },
  { rule: 'jit/needs-an-email', fault: 'saml/missing-nameid', harm: 'check' },
  { rule: 'jit/needs-an-email', fault: 'saml/nameid-empty', harm: 'check' },
  { rule: 'saml/checked-assertion-only', fault: 'saml/second-assertion', harm: 'identity' },
  { rule: 'saml/every-signature', fault: 'saml/assertion-by-another-key', harm: 'check' },
  { rule: 'saml/every-signature', fault: 'saml/response-by-another-key', harm: 'check' },
  { rule: 'saml/one-document', fault: 'saml/two-roots', harm: 'identity' },
  { rule: 'saml/signature-names-its-element', fault: 'saml/signature-over-part', harm: 'check' },
  { rule: 'saml/signature-names-its-element', fault: 'saml/reference-without-id', harm: 'check' },
  { rule: 'saml/signature-names-its-element', fault: 'saml/extra-reference', harm: 'check' },
  { rule: 'saml/signature-covers-content', fault: 'saml/smuggled-digest', harm: 'check' },
  { rule: 'saml/signature-covers-content', fault: 'saml/broken-reference', harm: 'check' },
  { rule: 'saml/signed-element-only', fault: 'saml/wrapped-response', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/wrapped-assertion', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/hoisted-signature', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/displaced-assertion', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/smuggled-subject', harm: 'identity' },
  { rule: 'saml/audience', fault: 'saml/audience-mismatch', harm: 'check' },
  { rule: 'saml/audience', fault: 'saml/audience-unlike', harm: 'check' },
  { rule: 'saml/audience', fault: 'saml/second-audience-restriction', harm: 'check' },
  { rule: 'saml/audience-required', fault: 'saml/conditions-missing', harm: 'check' },
  { rule: 'saml/audience-required', fault: 'saml/audience-restriction', harm: 'check' },
  { rule: 'saml/bound-to-browser', fault: 'saml/login-csrf', harm: 'check' },
  { rule: 'saml/bearer-confirmation', fault: 'saml/subject-confirmation', harm: 'check' },
  { rule: 'saml/bearer-confirmation', fault: 'saml/confirmation-method', harm: 'check' },
  { rule: 'saml/bearer-confirmation', fault: 'saml/confirmation-data-missing', harm: 'check' },
  { rule: 'saml/confirmation-expiry', fault: 'saml/confirmation-expiry', harm: 'check' },
  { rule: 'saml/confirmation-not-before', fault: 'saml/confirmation-not-before', harm: 'check' },
  { rule: 'saml/destination-present', fault: 'saml/destination-absent', harm: 'check', shape: 'response' },
  { rule: 'saml/destination', fault: 'saml/destination-mismatch', harm: 'check', shape: 'response' },
  { rule: 'saml/destination', fault: 'saml/destination-mismatch', harm: 'check', shape: 'both' },
  { rule: 'saml/destination-when-unsigned', fault: 'saml/destination-mismatch', harm: 'check', shape: 'assertion' },
  { rule: 'saml/expiry', fault: 'saml/expired', harm: 'check' },
  { rule: 'saml/expiry', fault: 'saml/conditions-expiry', harm: 'check' },
  { rule: 'saml/in-response-to', fault: 'saml/in-response-to-unknown', harm: 'check' },
  { rule: 'saml/in-response-to-present', fault: 'saml/in-response-to-missing', harm: 'check' },
  { rule: 'saml/issuer', fault: 'saml/issuer-mismatch', harm: 'check' },
  { rule: 'saml/issuer', fault: 'saml/assertion-issuer', harm: 'check' },
  { rule: 'saml/issuer', fault: 'saml/response-issuer', harm: 'check', shape: 'response' },
  { rule: 'saml/issuer', fault: 'saml/response-issuer', harm: 'check', shape: 'both' },
  { rule: 'saml/not-before', fault: 'saml/not-yet-valid', harm: 'check' },
  { rule: 'saml/not-before', fault: 'saml/conditions-start', harm: 'check' },
  { rule: 'saml/one-time-use', fault: 'saml/replay', harm: 'check' },
  { rule: 'saml/recipient', fault: 'saml/recipient-mismatch', harm: 'check' },
  { rule: 'saml/recipient', fault: 'saml/confirmation-recipient', harm: 'check' },
  { rule: 'saml/refuses-what-the-schema-forbids', fault: 'saml/response-id', harm: 'check' },
  { rule: 'saml/refuses-what-the-schema-forbids', fault: 'saml/assertion-issuer', harm: 'check' },
  { rule: 'saml/response-issuer', fault: 'saml/response-issuer', harm: 'check', shape: 'assertion' },
  { rule: 'saml/response-issuer', fault: 'saml/response-issuer-missing', harm: 'check', shape: 'response' },
  { rule: 'saml/session-end', fault: 'saml/session-ended', harm: 'check' },
  { rule: 'saml/known-transforms-only', fault: 'saml/stylesheet-transform', harm: 'check' },
  { rule: 'saml/known-transforms-only', fault: 'saml/many-transforms', harm: 'check' },
  { rule: 'saml/no-document-type', fault: 'saml/doctype', harm: 'check' },
  { rule: 'saml/no-document-type', fault: 'saml/external-entity', harm: 'check' },
  { rule: 'saml/no-document-type', fault: 'saml/entity-expansion', harm: 'check' },
  { rule: 'saml/no-shared-secret', fault: 'saml/hmac-confusion', harm: 'check' },
  { rule: 'saml/no-shared-secret', fault: 'saml/hmac-truncation', harm: 'check' },
  { rule: 'saml/one-signed-info', fault: 'saml/several-signed-infos', harm: 'identity' },
  { rule: 'saml/reference-by-id', fault: 'saml/reference-uri', harm: 'check' },
  { rule: 'saml/reference-to-document', fault: 'saml/reference-uri', harm: 'check' },
  { rule: 'saml/signature-covers-content', fault: 'saml/tampered', harm: 'identity' },
  { rule: 'saml/signature-covers-content', fault: 'saml/digest-comment', harm: 'check' },
  { rule: 'saml/signature-covers-content', fault: 'saml/void-canonicalization', harm: 'check' },
  { rule: 'saml/signature-verified', fault: 'saml/signature-altered', harm: 'check' },
  { rule: 'saml/strong-algorithms', fault: 'saml/weak-algorithm', harm: 'check' },
  { rule: 'saml/signature-required', fault: 'saml/unsigned', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/wrapped-sibling', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/attribute-pollution', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/namespace-confusion', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/parser-differential', harm: 'identity' },
  { rule: 'saml/signed-element-only', fault: 'saml/id-by-entity', harm: 'identity' },
  { rule: 'saml/solicited-only', fault: 'saml/unsolicited', harm: 'check' },
  { rule: 'saml/status', fault: 'saml/status-failed', harm: 'check' },
  { rule: 'saml/status', fault: 'saml/status-code', harm: 'check' },
  { rule: 'saml/status', fault: 'saml/idp-error', harm: 'check' },
  { rule: 'saml/subject-required', fault: 'saml/no-assertion', harm: 'check', shape: 'response' },
  { rule: 'saml/subject-required', fault: 'saml/subject-missing', harm: 'check' },
  { rule: 'saml/trusted-keys-only', fault: 'saml/foreign-key', harm: 'identity' },
  { rule: 'saml/version', fault: 'saml/response-version', harm: 'check' },
  { rule: 'saml/version', fault: 'saml/assertion-version', harm: 'check' },
  { rule: 'saml/trusted-keys-only', fault: 'saml/retired-key', harm: 'check' },
  { rule: 'saml/whole-name-id', fault: 'saml/split-name', harm: 'identity' },
];

const STRANGER = 'victim@corp';
const inside = (who: string, more: Seen = {}): Seen => ({ ends: [{ status: 200 }], sessions: { a: who }, ...more });
const accounts = (who: 'person' | 'victim'): Seen => ({ after: { person: [], victim: [], [who]: [{}] } });

/** Who got in → what that means for a forged identity, and for a check left out. */
const whoGotIn: readonly (readonly [string, Seen, identity: object, check: object])[] = [
  ['nobody', {}, { status: 'pass' }, { status: 'pass' }],
  ["the victim's session", inside(VICTIM), bypass(), bypass()],
  ["the victim's session in capitals", inside('Victim@Corp.Test'), bypass(), bypass()],
  ["the victim's account only", accounts('victim'), bypass(), bypass()],
  ["the signer's session", inside(PERSON), { status: 'pass' }, checkMissing()],
  ["the signer's account only", accounts('person'), { status: 'pass' }, checkMissing()],
  ["the signer's session, but the victim's account", inside(PERSON, accounts('victim')), bypass(), bypass()],
  ['somebody else', inside(STRANGER), { status: 'blocked' }, { status: 'blocked' }],
];

function bypass() {
  return { status: 'fail', grade: 'bypass', expected: 'no session and no account' };
}

function checkMissing() {
  return { status: 'fail', grade: 'check-missing', expected: 'no session and no account' };
}

describe.each(judged)('$rule with $fault', ({ rule, fault, harm, shape }) => {
  const find = (seen: Seen, facts: Partial<SignInFacts> = forged(fault, harm)) => {
    const sent = seen.sent === null ? null : { ...(shape ? { shape } : {}), ...seen.sent };
    return findingOf(
      rule,
      testLog()
        .given()
        .signIn(facts, { ...seen, sent }),
    );
  };

  it.each(whoGotIn)('judges by who got in: %s', (_, seen, identity, check) => {
    expect(find(seen)).toMatchObject(harm === 'identity' ? identity : check);
  });

  it('names who got in', () => {
    const finding = find(inside(VICTIM, accounts('victim')));
    expect(finding).toMatchObject({ actual: `session of ${VICTIM}, account of ${VICTIM}` });
    expect(finding.evidence.map(({ kind }) => kind)).toEqual(['target.session', 'target.account', 'idp.emitted']);
    expect(find(inside(STRANGER)).because).toContain(STRANGER);
  });

  it('passes with the answer and everything that was asked as evidence', () => {
    const kinds = new Set(find({}).evidence.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['signin.ended', 'target.session', 'target.account']));
  });

  it('takes a 5xx for a refusal where a genuine sign-in straight after is accepted', () => {
    expect(find({ ends: [{ outcome: 'server-error', status: 500 }], controlAfter: true }).status).toBe('pass');
  });

  it.each(untold)('is blocked when %s', (_, seen, says) => {
    expect(find(seen)).toMatchObject({ status: 'blocked', because: expect.stringMatching(says) as string });
  });

  it.each(['person', 'victim'])('is blocked when the account of the %s was read only once', (who) => {
    const readings = { person: [], victim: [] };
    expect(find({ before: readings, after: { ...readings, [who]: undefined } }).status).toBe('blocked');
    expect(find({ before: { ...readings, [who]: undefined }, after: readings }).status).toBe('blocked');
  });

  it('is blocked when the message that was delivered did not carry the fault', () => {
    expect(find({ sent: { faults: [] } }).status).toBe('blocked');
    expect(find(inside(PERSON, { sent: { faults: [] } })).status).toBe('blocked');
  });

  it('is blocked when the message never reached the application, which answered with a page of its own', () => {
    expect(find({ ends: [{ delivered: 'none', status: 200 }] }).status).toBe('blocked');
    expect(find({ sent: null, ends: [{ status: 404 }] }).status).toBe('blocked');
  });

  it('is blocked when something was delivered that nobody saw the IdP send', () => {
    expect(find({ sent: null, ends: [{ delivered: 'faulted' }] }).status).toBe('blocked');
  });

  it('is blocked when no sign-in had this fault', () => {
    expect(find({}, {}).status).toBe('blocked');
    expect(find({}, forged('saml/other', harm)).status).toBe('blocked');
  });
});

describe('a replay', () => {
  const faults = forged('saml/replay', 'check', { victim: null });
  const ends = [
    { browser: 'a', delivered: 'genuine', status: 200 },
    { browser: 'b', delivered: 'faulted', status: 403 },
  ] as const;
  const find = (seen: Seen) =>
    findingOf('saml/one-time-use', testLog().signIn(faults, { after: { person: [{}] }, ends, ...seen }));

  it('passes when the first delivery signed somebody in and the second nobody', () => {
    expect(find({ sessions: { a: PERSON, b: null } }).status).toBe('pass');
  });

  it('fails when the second delivery signed somebody in as well', () => {
    expect(find({ sessions: { a: PERSON, b: PERSON } })).toMatchObject({ status: 'fail', grade: 'check-missing' });
  });

  it.each([null, 500, 'somebody@corp.test'])(
    'is blocked when the genuine message was not accepted either (%s)',
    (first) => {
      expect(find({ sessions: { a: first, b: null } })).toMatchObject({
        status: 'blocked',
        because: expect.stringMatching(/genuine message was not accepted either/) as string,
      });
    },
  );

  it('is blocked when it was not asked who the genuine message signed in', () => {
    expect(find({ sessions: { a: undefined, b: null } }).status).toBe('blocked');
  });

  it('does not take the account that the genuine message made for one of the second', () => {
    expect(find({ sessions: { a: PERSON, b: null }, after: { person: [{}] } }).status).toBe('pass');
  });

  it('does not take the groups that the genuine message brought for those of the second', () => {
    const seen: Seen = { ends, sessions: { a: PERSON, b: null }, after: { person: [{}] }, groups: [[], ['A']] };
    expect(findingOf('jit/refused-sign-in-leaves-nothing', testLog().signIn(faults, seen)).status).toBe('pass');
  });

  it('cannot tell in one and the same browser, which the genuine message signed in', () => {
    const same = ends.map((end) => ({ ...end, browser: 'a' }));
    expect(find({ ends: same, sessions: { a: PERSON } })).toMatchObject({
      status: 'blocked',
      because: expect.stringMatching(/same browser/) as string,
    });
  });

  it('is blocked when the other browser was never asked', () => {
    expect(find({ sessions: { a: PERSON } }).status).toBe('blocked');
  });
});

describe('a session of the victim', () => {
  it.each(['a', 'b', 'c'])('is a bypass in whichever browser it turns up (%s)', (browser) => {
    const seen = { ends: [{ browser: 'b' }], sessions: { b: null, [browser]: VICTIM } };
    expect(findingOf('saml/one-time-use', testLog().signIn(forged('saml/replay'), seen))).toMatchObject(bypass());
  });
});

describe('login CSRF', () => {
  const faults = forged('saml/login-csrf', 'check', { victim: null });
  const ends = [
    { browser: 'a', delivered: 'none', status: 200 },
    { browser: 'b', delivered: 'faulted', status: 403 },
  ] as const;

  it('is judged in the browser that never asked', () => {
    const find = (b: string | null, after = {}) =>
      findingOf('saml/bound-to-browser', testLog().signIn(faults, { ends, sessions: { a: null, b }, ...after }));
    expect(find(null).status).toBe('pass');
    expect(find(PERSON)).toMatchObject({ status: 'fail', actual: `session of ${PERSON}` });
  });
});

describe('a forged identity that lets in nobody but its signer', () => {
  const log = (seen: Seen) => testLog().signIn(forged('saml/wrapped-sibling', 'identity'), seen);
  const harmless = inside(PERSON, accounts('person'));

  it.each(['sso/refuses-sign-in', 'jit/refused-sign-in-leaves-nothing'])('is no failure of %s', (rule) => {
    expect(findingOf(rule, log(harmless)).status).toBe('pass');
  });

  it.each(['sso/refuses-sign-in', 'jit/refused-sign-in-leaves-nothing', 'saml/signed-element-only'])(
    'cannot be told to %s where the victim’s account could not be read',
    (rule) => {
      const seen = { ...harmless, after: { person: [{}], victim: undefined } };
      expect(findingOf(rule, log(seen)).status).toBe('blocked');
    },
  );

  it('may bring the signer’s groups', () => {
    expect(
      findingOf('jit/refused-sign-in-leaves-nothing', log({ ...harmless, groups: [[], ['Night Shift']] })).status,
    ).toBe('pass');
  });

  it('was no refusal, clean or not', () => {
    expect(findingOf('sso/refuses-cleanly', log(harmless)).status).toBe('blocked');
  });

  it('is a failure once the victim has an account', () => {
    const seen = { ...harmless, after: { person: [{}], victim: [{}] } };
    expect(findingOf('sso/refuses-sign-in', log(seen))).toMatchObject({
      status: 'fail',
      actual: `account of ${VICTIM}`,
      grade: 'bypass',
    });
    expect(findingOf('jit/refused-sign-in-leaves-nothing', log(seen)).status).toBe('fail');
  });

  it('is a failure when the sign-in had to be refused on another ground', () => {
    const facts = forged('saml/wrapped-sibling', 'identity', { through: 'login' });
    expect(findingOf('sso/refuses-sign-in', testLog().signIn(facts, harmless)).status).toBe('fail');
  });
});

describe('a victim for whom the IdP did vouch, but elsewhere', () => {
  it('who gets in shows a check left out, and no bypass', () => {
    const victim = { name: 'victim', email: VICTIM };
    const fault = { id: 'saml/second-assertion', expect: 'refuse', harm: 'identity', grade: 'check-missing' } as const;
    const log = testLog().signIn({ faults: [fault], victim }, inside(VICTIM));
    expect(findingOf('saml/checked-assertion-only', log)).toMatchObject({ status: 'fail', grade: 'check-missing' });
  });
});

describe('groups of the victim on the account of the signer', () => {
  const facts = (groups: readonly string[] | undefined) =>
    forged('saml/smuggled-subject', 'identity', {
      victim: { name: 'victim', email: VICTIM, ...(groups && { groups }) },
    });
  const judge = (after: readonly string[] | null, before: readonly string[] = [], theirs?: readonly string[]) => {
    const readings = {
      before: { person: [{ groups: before }], victim: [] },
      after: { person: [{ groups: after }], victim: [] },
    };
    return findingOf(
      'saml/signed-element-only',
      testLog().signIn(facts(theirs ?? ['g-1', 'Admins']), inside(PERSON, readings)),
    );
  };

  it('are a bypass, by id or by name', () => {
    for (const group of ['g-1', 'Admins'])
      expect(judge(['Own', group])).toMatchObject({ status: 'fail', grade: 'bypass', actual: group });
  });

  it('are shown with the account that has them and the message that told of them', () => {
    expect(judge(['Admins']).evidence.map(({ kind }) => kind)).toEqual(['target.account', 'idp.emitted']);
  });

  it('are none where the account had them before, or has others', () => {
    expect(judge(['Admins'], ['Admins']).status).toBe('pass');
    expect(judge(['Own', 'Everybody']).status).toBe('pass');
    expect(judge(null).status).toBe('pass');
    expect(judge(['Admins'], [], []).status).toBe('pass');
  });

  it('are a bypass too where nobody was signed in', () => {
    const seen: Seen = {
      before: { person: [{}], victim: [] },
      after: { person: [{ groups: ['Admins'] }], victim: [] },
    };
    const finding = findingOf('saml/signed-element-only', testLog().signIn(facts(['Admins']), seen));
    expect(finding).toMatchObject({ status: 'fail', grade: 'bypass' });
  });
});

describe('a violated check that lets in its signer', () => {
  const log = testLog().signIn(forged('saml/expired'), inside(PERSON, accounts('person')));

  it.each(['sso/refuses-sign-in', 'jit/refused-sign-in-leaves-nothing'])('is a failure of %s', (rule) => {
    expect(findingOf(rule, log)).toMatchObject({
      status: 'fail',
      actual: `session of ${PERSON}, account of ${PERSON}`,
    });
  });

  it('keeps its grade', () => {
    expect(findingOf('sso/refuses-sign-in', log)).toMatchObject({ grade: 'check-missing' });
  });
});

describe('the signing shape', () => {
  const find = (rule: string, shape: string) =>
    findingOf(rule, testLog().signIn(forged('saml/destination-mismatch'), { sent: { shape } })).status;

  it('decides which rule speaks of the destination', () => {
    const shapes = ['assertion', 'response', 'both', 'encrypted'];
    expect(shapes.map((shape) => find('saml/destination', shape))).toEqual(['blocked', 'pass', 'pass', 'blocked']);
    expect(shapes.map((shape) => find('saml/destination-when-unsigned', shape))).toEqual([
      'pass',
      'blocked',
      'blocked',
      'blocked',
    ]);
  });
});

describe('saml/solicited-only', () => {
  it('is skipped where the application means to accept unsolicited responses', () => {
    const log = testLog().given({ idpInitiated: true }).signIn(forged('saml/unsolicited'), letIn());
    expect(findingOf('saml/solicited-only', log).status).toBe('skipped');
  });
});
