import { describe, expect, it } from 'vitest';
import type { Facts, SignInFacts } from '../observation.ts';
import { findingOf, letIn, PERSON, testLog, untold, type Seen, type TestAccount, type TestLog } from '../test-log.ts';

const GROUPS = ['Night Shift', 'Key, holders'];
const two = { browsers: ['a', 'b'] };
const bothIn: Seen = {
  ends: [
    { browser: 'a', status: 200 },
    { browser: 'b', status: 200 },
  ],
  sessions: { a: PERSON, b: PERSON },
};
const account = (more: Partial<TestAccount>) => ({ after: { person: [more] } });
const opened = { action: 'verify', status: 200, accepted: true } as const;

interface Stage {
  /** A sound first sign-in by that rule. */
  sound: Seen;
  facts?: Partial<SignInFacts>;
  given?: Partial<Facts['case.given']>;
  before?: (log: TestLog) => TestLog;
  /** It says nothing about the session. */
  accountOnly?: true;
  /** Without an account it says nothing. */
  needsAccount?: true;
}

/** Rules about a first sign-in that must succeed. */
const stages: Readonly<Record<string, Stage>> = {
  'jit/creates-new-user': { sound: letIn() },
  'jit/opens-when-verified': { sound: letIn(), before: (log) => log.method(opened.action, opened) },
  'jit/groups-are-optional': { sound: letIn() },
  'jit/one-account-for-simultaneous-first-sign-ins': { sound: letIn(bothIn), facts: two },
  'jit/google-user-only': { sound: letIn({ sent: { groups: GROUPS } }), given: { idp: 'google' }, accountOnly: true },
  'jit/stores-only-email': {
    sound: letIn({ sent: { personal: { name: 'Thorhild Quartermaine' } } }),
    accountOnly: true,
    needsAccount: true,
  },
  'jit/provisions-groups': {
    sound: letIn({ sent: { groups: GROUPS }, ...account({ groups: GROUPS }) }),
    accountOnly: true,
    needsAccount: true,
  },
  'jit/group-names-are-data': {
    sound: letIn({ sent: { groups: GROUPS }, ...account({ groups: GROUPS }) }),
    accountOnly: true,
    needsAccount: true,
  },
  'jit/overage-is-resolved': {
    sound: letIn({ sent: { groups: 'overage', groupsBehindOverage: GROUPS }, ...account({ groups: GROUPS }) }),
    accountOnly: true,
    needsAccount: true,
  },
  'jit/overage-is-not-an-empty-list': { sound: letIn({ sent: { groups: 'overage', groupsBehindOverage: GROUPS } }) },
};

const find = (id: string, changed: Seen = {}, facts: Partial<SignInFacts> = {}) => {
  const { sound, before = (log) => log, ...stage } = stages[id]!;
  const sent = changed.sent === null ? null : { ...sound.sent, ...changed.sent };
  const log = before(testLog().given(stage.given)).signIn({ ...stage.facts, ...facts }, { ...sound, ...changed, sent });
  return findingOf(id, log);
};

const entries = Object.entries(stages);
const isSimultaneous = (id: string) => id === 'jit/one-account-for-simultaneous-first-sign-ins';
const nobodyIn = (id: string) => ({ sessions: isSimultaneous(id) ? { a: null, b: null } : { a: null } });

describe.each(entries)('%s', (id, { accountOnly, needsAccount }) => {
  it('passes with evidence on a sound first sign-in', () => {
    const finding = find(id);
    expect(finding).toMatchObject({ status: 'pass' });
    expect(finding.evidence.length).toBeGreaterThan(0);
  });

  it('is blocked when nobody without an account signed in', () => {
    const known = { before: { person: [{}] } };
    expect(findingOf(id, testLog().given()).status).toBe('blocked');
    if (!/opens-when-verified|overage-is-not/.test(id)) expect(find(id, known).status).toBe('blocked');
  });

  it('is blocked when the sign-in had to be refused', () => {
    expect(find(id, {}, { email: 'x@elsewhere.test' }).status).toBe('blocked');
    expect(find(id, {}, { method: { state: 'waiting', jit: true, domains: ['corp.test'] } }).status).toBe('blocked');
  });

  it.each(untold)('without account and session is blocked when %s', (_, seen) => {
    const ends = seen.ends?.flatMap((end) => [
      { ...end, browser: 'a' },
      { ...end, browser: 'b' },
    ]);
    const nothing = {
      ...nobodyIn(id),
      after: { person: [] },
      ...seen,
      ...(ends && isSimultaneous(id) ? { ends } : {}),
    };
    expect(find(id, nothing).status).toBe('blocked');
  });

  it('does not pass when nobody is signed in, unless it is about the account alone', () => {
    const { status } = find(id, nobodyIn(id));
    expect(status).toBe(accountOnly ? 'pass' : isSimultaneous(id) ? 'blocked' : 'fail');
  });

  it('does not pass when there is no account', () => {
    const { status } = find(id, { ...nobodyIn(id), after: { person: [] } });
    expect(status).toBe(needsAccount ? 'blocked' : 'fail');
  });
});

describe.each(entries.filter(([id]) => id !== 'jit/opens-when-verified'))('%s', (id) => {
  it.each(['before', 'after'])('is blocked when the account could not be read %s', (when) => {
    expect(find(id, { [when]: { person: undefined } }).status).toBe('blocked');
  });
});

describe('whoever is signed in instead', () => {
  it.each(['jit/creates-new-user', 'jit/opens-when-verified', 'jit/groups-are-optional'])('fails %s', (id) => {
    expect(find(id, { sessions: { a: 'other@corp.test' } })).toMatchObject({
      status: 'fail',
      grade: 'bypass',
      actual: 'a session of other@corp.test',
    });
  });

  it('may be the same address in other letters', () => {
    expect(find('jit/creates-new-user', { sessions: { a: 'X@Corp.Test' } }).status).toBe('pass');
  });
});

describe('a session witnesses the sign-in', () => {
  it.each([
    ['a page that needs script', 'no-script'],
    ['a server error on the landing page', 'server-error'],
    ['a host that may not be contacted', 'not-allowed'],
  ] as const)('whatever the browser came to rest at: %s', (_, outcome) => {
    expect(find('jit/creates-new-user', { ends: [{ outcome, status: 200 }] }).status).toBe('pass');
  });

  it('fails on a 5xx where a genuine sign-in straight after is accepted', () => {
    const crash: Seen = { ends: [{ outcome: 'server-error', status: 500 }], sessions: { a: null }, controlAfter: true };
    expect(find('jit/creates-new-user', crash)).toMatchObject({ status: 'fail' });
  });

  it('is not to be expected of an application that the message never reached', () => {
    const seen: Seen = { ends: [{ status: 200, delivered: 'none' }], sessions: { a: null } };
    expect(find('jit/opens-when-verified', seen)).toMatchObject({
      status: 'blocked',
      because: 'The message never reached the application.',
    });
    expect(find('jit/opens-when-verified', { ...seen, sent: null }).status).toBe('fail');
  });

  it('tells where the browser rests when there is none', () => {
    const finding = find('jit/creates-new-user', { ends: [{ status: 404 }], sessions: { a: null } });
    expect(finding).toMatchObject({ actual: 'nobody is signed in; the browser rests at http://app.test/ (404)' });
  });
});

describe('a whoAmI that answers 200 and names nobody', () => {
  it('is told, for the pointer of the target file may be wrong', () => {
    const finding = find('jit/creates-new-user', { ends: [{ status: 200 }], sessions: { a: 200 } });
    expect(finding).toMatchObject({ status: 'fail', actual: expect.stringContaining('whoAmI answered 200') as string });
  });
});

describe('jit/creates-new-user', () => {
  it('fails on two accounts', () => {
    expect(find('jit/creates-new-user', { after: { person: [{}, {}] } })).toMatchObject({
      status: 'fail',
      actual: '2',
    });
  });
});

describe('jit/provisions-groups', () => {
  it('is blocked where the list of all groups shows none of those that the account has', () => {
    expect(find('jit/provisions-groups', { groups: [[], []] }).status).toBe('blocked');
    expect(find('jit/provisions-groups', { groups: [[], GROUPS] }).status).toBe('pass');
  });
});

describe('jit/stores-only-email', () => {
  const id = 'jit/stores-only-email';
  const stored = (value: string, sent: string) =>
    find(id, {
      sent: { personal: { value: sent } },
      ...account({ fields: { email: PERSON, note: [{ deep: value }] } }),
    });

  it.each([
    ['as it came', 'Thorhild Quartermaine', 'Thorhild Quartermaine'],
    ['in other letters', 'THORHILD quartermaine', 'Thorhild Quartermaine'],
    ['inside another text', 'Dr. Thorhild Quartermaine (Sales)', 'Thorhild Quartermaine'],
    ['with its quotes', 'Thor "T" Hild\\', 'Thor "T" Hild\\'],
    ['escaped for HTML', '&lt;b&gt;Thorhild&lt;/b&gt; &amp; Sons', '<b>Thorhild</b> & Sons'],
    ['decomposed', 'Zoe\u0308 Żo\u0301łkiewska', 'Zoë Żółkiewska'],
    ['an id without hyphens', '0f8fad5bd9cb469fa16570867728950e', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['a number without its plus', '99912345678901', '+99912345678901'],
  ])('fails on a value that is stored %s', (_, value, sent) => {
    expect(stored(value, sent)).toMatchObject({ status: 'fail', actual: `value (${sent})` });
  });

  it('names every value that is stored, and none that is not', () => {
    const personal = { givenName: 'Thorhild', surname: 'Quartermaine', phone: '+99912345678901' };
    const fields = { email: PERSON, first: 'Thorhild', tel: '+99912345678901' };
    expect(find(id, { sent: { personal }, ...account({ fields }) })).toMatchObject({
      actual: 'givenName (Thorhild), phone (+99912345678901)',
    });
  });

  it('is skipped where what is read back is not promised to be everything', () => {
    expect(find(id, { complete: false }).status).toBe('skipped');
  });

  it('is blocked when no personal value was sent', () => {
    expect(find(id, { sent: { personal: {} } }).status).toBe('blocked');
    expect(find(id, { sent: { personal: { initial: 'T' } } }).status).toBe('blocked');
  });

  it('is blocked when the IdP was not seen to send anything', () => {
    expect(find(id, { sent: null }).status).toBe('blocked');
  });
});

describe('groups of a new user', () => {
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ['none', []],
    ['too few', ['Night Shift']],
    ['too many', [...GROUPS, 'Administrators']],
    ['split', ['Night Shift', 'Key', 'holders']],
    ['trimmed', ['Night Shift', 'Key,holders']],
  ];
  const ids = ['jit/provisions-groups', 'jit/group-names-are-data', 'jit/overage-is-resolved'];

  it.each(ids.flatMap((id) => wrong.map(([name, groups]) => [id, name, groups] as const)))(
    '%s fails on %s',
    (id, _, groups) => {
      expect(find(id, account({ groups })).status).toBe('fail');
    },
  );

  it.each(ids)('%s takes any order', (id) => {
    expect(find(id, account({ groups: [...GROUPS].reverse() })).status).toBe('pass');
  });

  it.each([...ids, 'jit/google-user-only'])('%s is blocked when the groups cannot be read', (id) => {
    expect(find(id, account({ groups: null })).status).toBe('blocked');
  });

  it.each(['jit/provisions-groups', 'jit/group-names-are-data', 'jit/google-user-only'])(
    '%s is blocked when the IdP sent none',
    (id) => {
      expect(find(id, { sent: { groups: null } }).status).toBe('blocked');
      expect(find(id, { sent: { groups: [] } }).status).toBe('blocked');
      expect(find(id, { sent: null }).status).toBe('blocked');
    },
  );

  it('says which value was changed on the way', () => {
    const finding = find('jit/group-names-are-data', account({ groups: ['Night Shift', 'Key', 'holders'] }));
    expect(finding).toMatchObject({ expected: 'Key, holders', actual: 'Key | holders' });
  });
});

describe('jit/overage-is-resolved', () => {
  it.each([null, []])('is blocked when nothing is known to be behind the pointer (%o)', (groupsBehindOverage) => {
    const seen = { sent: { groupsBehindOverage }, ...account({ groups: [] }) };
    expect(find('jit/overage-is-resolved', seen).status).toBe('blocked');
  });
});

describe('jit/google-user-only', () => {
  const id = 'jit/google-user-only';

  it('fails when groups came with the user', () => {
    expect(find(id, account({ groups: ['Night Shift'] }))).toMatchObject({ status: 'fail', actual: 'Night Shift' });
  });

  it('fails when groups were made that the user is not in', () => {
    expect(find(id, { groups: [[], ['Night Shift']] })).toMatchObject({ status: 'fail', actual: 'Night Shift' });
  });
});

describe('jit/groups-are-optional', () => {
  const id = 'jit/groups-are-optional';

  it('is blocked when groups were sent', () => {
    expect(find(id, { sent: { groups: GROUPS } }).status).toBe('blocked');
    expect(find(id, { sent: { groups: 'overage' } }).status).toBe('blocked');
  });

  it('takes an attribute without values for none', () => {
    expect(find(id, { sent: { groups: [] } }).status).toBe('pass');
  });

  it('fails when groups came from nowhere', () => {
    expect(find(id, account({ groups: ['Everybody'] }))).toMatchObject({ status: 'fail', actual: 'Everybody' });
  });

  it('passes where groups cannot be read', () => {
    expect(find(id, account({ groups: null })).status).toBe('pass');
  });
});

describe('jit/one-account-for-simultaneous-first-sign-ins', () => {
  const id = 'jit/one-account-for-simultaneous-first-sign-ins';
  const loser = (end: object, more: Seen = {}) =>
    find(id, {
      ends: [
        { browser: 'a', status: 200 },
        { browser: 'b', status: 200, ...end },
      ],
      sessions: { a: PERSON, b: null },
      ...more,
    });

  it('fails on two accounts', () => {
    expect(find(id, { after: { person: [{}, {}] } })).toMatchObject({ status: 'fail', actual: '2 accounts' });
  });

  it('lets the loser see a page', () => {
    expect(loser({ status: 409 }).status).toBe('pass');
  });

  it('fails when the loser gets a server error while the application lives', () => {
    expect(loser({ outcome: 'server-error', status: 500 }, { controlAfter: true })).toMatchObject({
      status: 'fail',
      actual: 'browser b: server-error (500)',
    });
  });

  it.each(['timeout', 'dead-socket', 'redirect-loop', 'no-script', 'server-error'])(
    'is blocked when the loser met a %s and nothing shows that the application lived',
    (outcome) => {
      expect(loser({ outcome }).status).toBe('blocked');
    },
  );

  it('does not mind a landing page that needs script where the browser is signed in', () => {
    expect(loser({ outcome: 'no-script' }, { sessions: { a: PERSON, b: PERSON } }).status).toBe('pass');
  });

  it('fails as a bypass when a browser is signed in as somebody else', () => {
    const seen = { sessions: { a: PERSON, b: 'other@corp.test' } };
    expect(loser({}, seen)).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it('is blocked when only one browser took part', () => {
    expect(findingOf(id, testLog().signIn({}, letIn())).status).toBe('blocked');
  });
});

describe('jit/opens-when-verified', () => {
  const id = 'jit/opens-when-verified';

  it('is blocked when the method was never verified, or could not be', () => {
    expect(findingOf(id, testLog().signIn({}, letIn())).status).toBe('blocked');
    const refused = testLog().method('verify', { accepted: false, status: 403, text: 'Not you.' }).signIn({}, letIn());
    expect(findingOf(id, refused)).toMatchObject({
      status: 'blocked',
      because: expect.stringContaining('Not you.') as string,
    });
  });

  it('is blocked when the sign-in came before', () => {
    expect(findingOf(id, testLog().signIn({}, letIn()).method('verify')).status).toBe('blocked');
  });

  it('is blocked when the owner did something else in between, but may have looked', () => {
    const log = (act: 'enable' | 'show') => testLog().method('verify').method(act).signIn({}, letIn());
    expect(findingOf(id, log('enable')).status).toBe('blocked');
    expect(findingOf(id, log('show')).status).toBe('pass');
  });

  it('is blocked when the person came by another way', () => {
    const known = { before: { person: [{}] } };
    const log = testLog().method('verify').signIn({ through: 'login' }, letIn(known));
    expect(findingOf(id, log).status).toBe('blocked');
  });
});
