import { describe, expect, it } from 'vitest';
import type { SignInFacts } from '../observation.ts';
import { findingOf, letIn, PERSON, testLog, untold, type Seen, type TestLog } from '../test-log.ts';

const known = { before: { person: [{}] } };
const waiting = { state: 'waiting', jit: true, domains: ['corp.test'] } as const;
const jitOff = { state: 'verified', jit: false, domains: ['corp.test'] } as const;

/** A sign-in that the rule demands to be refused, seen to end as told. */
const stages: Readonly<Record<string, (seen: Seen) => TestLog>> = {
  'jit/closed-until-verified': (seen) => testLog().given().signIn({ method: waiting }, seen),
  'jit/only-approved-domains': (seen) => testLog().given().signIn({ email: 'x@evil-corp.test' }, seen),
  'jit/needs-an-email': (seen) => {
    const sent = { nameId: { value: 'jdoe', format: 'unspecified' }, ...seen.sent };
    return testLog()
      .given()
      .signIn({ email: null }, { ...seen, ...(seen.sent === null ? {} : { sent }) });
  },
  'jit/only-through-jit-url': (seen) => testLog().given().signIn({ through: 'login' }, seen),
  'jit/off-means-off': (seen) =>
    testLog()
      .given()
      .signIn({ person: 'colleague', method: jitOff, through: 'login', email: 'y@corp.test' }, signedInColleague)
      .signIn({ method: jitOff }, seen),
  'jit/reassigned-address': (seen) =>
    testLog()
      .given()
      .signIn({}, letIn({ sent: { subjectId: 'first' } }))
      .signIn(
        { changed: ['subject'] },
        { ...known, ...seen, ...(seen.sent === null ? {} : { sent: { subjectId: 'second', ...seen.sent } }) },
      ),
  'jit/refused-sign-in-leaves-nothing': (seen) => testLog().given().signIn({ through: 'login' }, seen),
  'sso/refuses-sign-in': (seen) => testLog().given().signIn({ through: 'login' }, seen),
  'sso/refuses-cleanly': (seen) => testLog().given().signIn({ through: 'login' }, seen),
  'sso/disabled-account-stays-out': (seen) =>
    testLog()
      .given()
      .signIn({ accountDisabled: true }, { ...known, ...seen }),
};

const signedInColleague: Seen = {
  ends: [{ status: 200 }],
  sessions: { a: 'y@corp.test' },
  before: { colleague: [{}] },
  after: { colleague: [{}] },
};

describe.each(Object.entries(stages))('%s', (id, stage) => {
  it('passes with evidence on a refusal by a page', () => {
    const finding = findingOf(id, stage({}));
    expect(finding).toMatchObject({ status: 'pass' });
    expect(finding.evidence.length).toBeGreaterThan(1);
  });

  it('counts a 5xx as a refusal where a genuine sign-in straight after is accepted', () => {
    const finding = findingOf(id, stage({ ends: [{ outcome: 'server-error', status: 500 }], controlAfter: true }));
    if (id === 'sso/refuses-cleanly')
      expect(finding).toMatchObject({
        status: 'fail',
        grade: 'hygiene',
        actual: '500',
        expected: 'a 4xx answer or a page',
      });
    else expect(finding.status).toBe('pass');
  });

  it('does not pass when somebody holds a session', () => {
    const finding = findingOf(id, stage({ ends: [{ status: 200 }], sessions: { a: PERSON } }));
    expect(finding.status).toBe(id === 'sso/refuses-cleanly' ? 'blocked' : 'fail');
    if (finding.status === 'fail') expect(finding.actual).toContain(`session of ${PERSON}`);
  });

  it.each(untold)('is blocked when %s', (_, seen, says) => {
    const finding = findingOf(id, stage(seen));
    expect(finding.status).toBe('blocked');
    if (id !== 'jit/needs-an-email' && id !== 'sso/refuses-cleanly') expect(finding.because).toMatch(says);
  });

  it.each([['before'], ['after']] as const)('is blocked when the account could not be read %s', (when) => {
    const seen = { before: { person: [] }, after: { person: [] }, [when]: { person: undefined } };
    expect(findingOf(id, stage(seen)).status).toBe('blocked');
  });

  it('is blocked when nobody had to be refused', () => {
    expect(findingOf(id, testLog().given().signIn({}, letIn())).status).toBe('blocked');
  });
});

const newcomers = Object.keys(stages).filter(
  (id) => !['sso/disabled-account-stays-out', 'jit/reassigned-address'].includes(id),
);

describe.each(newcomers)('%s, about people without an account,', (id) => {
  it('does not pass when an account appeared', () => {
    const finding = findingOf(id, stages[id]!({ after: { person: [{}] } }));
    expect(finding.status).toBe(id === 'sso/refuses-cleanly' ? 'blocked' : 'fail');
    if (finding.status === 'fail') expect(finding.actual).toContain('account of');
  });
});

describe('a refusal before the IdP was asked', () => {
  const unheard: Seen = { sent: null };

  it('shows something where the application can judge its own SSO method', () => {
    expect(findingOf('jit/closed-until-verified', stages['jit/closed-until-verified']!(unheard)).status).toBe('pass');
    expect(findingOf('jit/off-means-off', stages['jit/off-means-off']!(unheard)).status).toBe('pass');
  });

  it.each(Object.keys(stages).filter((id) => !['jit/closed-until-verified', 'jit/off-means-off'].includes(id)))(
    'shows nothing to %s, which is about who comes',
    (id) => {
      const finding = findingOf(id, stages[id]!(unheard));
      expect(finding.status).toBe('blocked');
    },
  );

  it('shows nothing about a person who comes by the ordinary login: the page may just ask who they are', () => {
    const finding = findingOf('sso/refuses-sign-in', testLog().given().signIn({ through: 'login' }, unheard));
    expect(finding.because).toMatch(/before it could hear/);
  });
});

describe('a refusal that something else explains as well', () => {
  const both: readonly (readonly [string, Partial<SignInFacts>])[] = [
    ['jit/only-approved-domains', { email: 'x@elsewhere.test', method: waiting }],
    ['jit/only-through-jit-url', { email: 'x@elsewhere.test', through: 'login' }],
    ['jit/closed-until-verified', { email: 'x@elsewhere.test', method: waiting }],
  ];

  it.each(both)('blocks %s', (id, facts) => {
    const finding = findingOf(id, testLog().given().signIn(facts));
    expect(finding.status).toBe('blocked');
    expect(finding.because).toMatch(/may have been refused because/);
  });

  it.each(both)('yet %s fails when they are let in', (id, facts) => {
    expect(
      findingOf(
        id,
        testLog()
          .given()
          .signIn(facts, letIn({}, facts.email ?? PERSON)),
      ).status,
    ).toBe('fail');
  });

  it('is no excuse for an unknown person who starts at the IdP: that nobody may start there is one way to refuse', () => {
    expect(findingOf('jit/only-through-jit-url', testLog().given().signIn({ through: 'idp' })).status).toBe('pass');
  });
});

describe('sso/refuses-sign-in', () => {
  const id = 'sso/refuses-sign-in';

  it('passes on the IdP’s own error where the person is not assigned', () => {
    const log = testLog().signIn({ assigned: false }, { idpError: { status: 403, code: 'app_not_enabled_for_user' } });
    expect(findingOf(id, log).status).toBe('pass');
  });

  it('is blocked by an error of the mock, also where the person is not assigned', () => {
    const log = testLog().signIn({ assigned: false }, { idpError: { status: 410, code: 'mock:ticket-used' } });
    expect(findingOf(id, log).status).toBe('blocked');
  });

  it('lets an IdP-initiated start of a known person be, where the application means to accept it', () => {
    const start = (idpInitiated: boolean) => testLog().given({ idpInitiated }).signIn({ through: 'idp' }, letIn(known));
    expect(findingOf(id, start(true)).status).toBe('blocked');
    expect(findingOf(id, start(false)).status).toBe('fail');
  });

  it.each(['x@evil-corp.test', 'x@x.corp.test', 'x@corp.test.evil.test'])('demands that %s is refused', (email) => {
    expect(findingOf(id, testLog().signIn({ email }, letIn({}, email)))).toMatchObject({
      status: 'fail',
      actual: `session of ${email}, account of ${email}`,
    });
  });

  it('takes the whole domain in any letter case', () => {
    const email = 'X@Corp.Test';
    expect(findingOf(id, testLog().signIn({ email }, letIn({}, email))).status).toBe('blocked');
  });

  it('knows somebody by an earlier sign-in where accounts cannot be read', () => {
    const blind = { before: {}, after: {} };
    const log = testLog().signIn({}, letIn(blind)).signIn({ through: 'login' }, letIn(blind));
    expect(findingOf(id, log)).toMatchObject({ status: 'blocked', because: 'No sign-in had to be refused.' });
  });

  it('knows somebody for whom the owner made an account where accounts cannot be read', () => {
    const log = testLog().signIn({ through: 'login', accountMade: true }, letIn({ before: {}, after: {} }));
    expect(findingOf(id, log).status).toBe('blocked');
  });

  it('judges by sessions alone where accounts can never be read', () => {
    const blind = { before: {}, after: {} };
    expect(findingOf(id, testLog().signIn({ through: 'login' }, blind)).status).toBe('pass');
    expect(findingOf(id, testLog().signIn({ through: 'login' }, letIn(blind))).status).toBe('fail');
  });
});

describe('jit/refused-sign-in-leaves-nothing', () => {
  const id = 'jit/refused-sign-in-leaves-nothing';
  const refused = (seen: Seen) => testLog().signIn({ through: 'login' }, seen);

  it('fails when groups were left', () => {
    const finding = findingOf(id, refused({ groups: [['old'], ['old', 'new']] }));
    expect(finding).toMatchObject({ status: 'fail', actual: 'the groups new' });
  });

  it('passes when the groups were there before', () => {
    expect(findingOf(id, refused({ groups: [['old'], ['old']] })).status).toBe('pass');
  });

  it('is blocked when the groups were read only once', () => {
    expect(findingOf(id, refused({ groups: [undefined, []] })).status).toBe('blocked');
  });

  it('is blocked where accounts were never read', () => {
    expect(findingOf(id, refused({ before: {}, after: {} })).status).toBe('blocked');
  });

  it('fails when a second account of a known address appeared', () => {
    const log = testLog().signIn({ accountDisabled: true }, { before: { person: [{}] }, after: { person: [{}, {}] } });
    expect(findingOf(id, log)).toMatchObject({ status: 'fail', actual: `account of ${PERSON}` });
  });

  it('fails on an account although the message was genuine and no session was opened', () => {
    expect(findingOf(id, refused({ after: { person: [{}] } })).status).toBe('fail');
  });
});

describe('sso/disabled-account-stays-out', () => {
  const id = 'sso/disabled-account-stays-out';
  const disabled = (status: string, more: object = {}) => [{ fields: { email: PERSON, status, ...more } }];

  it('fails as a bypass when the account opens a session', () => {
    const log = stages[id]!({ ends: [{ status: 200 }], sessions: { a: PERSON } });
    expect(findingOf(id, log)).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it('fails when the account came back to life, though nobody is signed in', () => {
    const seen = { before: { person: disabled('disabled') }, after: { person: disabled('active') } };
    expect(findingOf(id, testLog().signIn({ accountDisabled: true }, seen))).toMatchObject({
      status: 'fail',
      because: 'The disabled account was changed.',
      expected: 'status: "disabled"',
      actual: 'status: "active"',
    });
  });

  it('does not mind a new time of the last attempt, or another order of keys', () => {
    const after = [{ fields: { lastLoginAt: 'today', status: 'disabled', email: PERSON } }];
    const seen = { before: { person: disabled('disabled', { lastLoginAt: null }) }, after: { person: after } };
    expect(findingOf(id, testLog().signIn({ accountDisabled: true }, seen)).status).toBe('pass');
  });

  it('is blocked when there was no account to disable', () => {
    expect(findingOf(id, testLog().signIn({ accountDisabled: true })).status).toBe('blocked');
  });
});

describe('jit/off-means-off', () => {
  const id = 'jit/off-means-off';
  const one = (seen: Seen) => testLog().signIn({ method: jitOff, through: 'login' }, seen);

  it('is blocked with a known person alone, and with an unknown one alone', () => {
    expect(findingOf(id, one(letIn(known))).because).toMatch(/It takes one person/);
    expect(findingOf(id, one({})).because).toMatch(/It takes one person/);
  });

  it('is blocked when of somebody who is signed in it is not known whether they had an account', () => {
    const log = stages[id]!({}).signIn(
      { person: 'third', email: 'z@corp.test', method: jitOff, through: 'login' },
      { sessions: { a: 'z@corp.test' }, before: { third: undefined }, after: { third: [{}] } },
    );
    expect(findingOf(id, log).status).toBe('blocked');
  });

  it('fails when the known person is not signed in', () => {
    const log = one({ ...known, ends: [{ status: 200 }] }).signIn({ method: jitOff, email: 'z@corp.test' });
    expect(findingOf(id, log)).toMatchObject({
      status: 'fail',
      because: expect.stringMatching(/did not end in a session/) as string,
    });
  });
});

describe('jit/reassigned-address', () => {
  const id = 'jit/reassigned-address';
  const again = (first: string | null, second: string | null, seen: Seen = {}) =>
    testLog()
      .signIn({}, letIn({ sent: { subjectId: first } }))
      .signIn({ changed: ['subject'] }, { ...known, sent: { subjectId: second }, ...seen });

  it('is blocked where no other subject was sent, before or now', () => {
    expect(findingOf(id, again('one', null)).status).toBe('blocked');
    expect(findingOf(id, again(null, 'two')).status).toBe('blocked');
    expect(findingOf(id, again('one', 'one')).status).toBe('blocked');
  });

  it('fails as a bypass when the earlier person is signed in', () => {
    const seen = { ends: [{ status: 200 }], sessions: { a: PERSON } };
    expect(findingOf(id, again('one', 'two', seen))).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it('does not call a second account of the same address the earlier person', () => {
    const seen = { sessions: { a: PERSON }, after: { person: [{}, {}] } };
    expect(findingOf(id, again('one', 'two', seen)).status).toBe('blocked');
  });
});
