import { describe, expect, it } from 'vitest';
import { findingOf, letIn, PERSON, testLog, untold, type Seen, type TestAccount } from '../test-log.ts';

const known = (seen: Seen = {}): Seen => letIn({ before: { person: [{}] }, ...seen });
const about = (was: Partial<TestAccount>[], is: Partial<TestAccount>[]): Seen => ({
  before: { person: was },
  after: { person: is },
});
const overage = { sent: { groups: 'overage', groupsBehindOverage: ['G'] } } as const;
const withGroups = about([{ groups: ['Night Shift'] }], [{ groups: ['Night Shift'] }]);

/** Rules about a sign-in of somebody who has an account: the facts they ask for, and a sound sign-in. */
const stages = {
  'sso/existing-user-signs-in': { facts: {}, sound: known() },
  'jit/leaves-existing-user-alone': { facts: {}, sound: known() },
  'jit/email-case-does-not-duplicate': { facts: { changed: ['email-case'] }, sound: known() },
  'jit/overage-is-not-an-empty-list': { facts: {}, sound: known({ ...overage, ...withGroups }) },
} as const;
type Id = keyof typeof stages;

const find = (id: Id, changed: Seen = {}, facts = {}) =>
  findingOf(
    id,
    testLog()
      .given()
      .signIn({ ...stages[id].facts, ...facts }, { ...stages[id].sound, ...changed }),
  );

describe.each(Object.keys(stages) as Id[])('%s', (id) => {
  it('passes with evidence on a sound sign-in', () => {
    const finding = find(id);
    expect(finding).toMatchObject({ status: 'pass' });
    expect(finding.evidence.length).toBeGreaterThan(0);
  });

  it('takes any verified method and any way that is allowed', () => {
    const off = { method: { state: 'verified', jit: false, domains: ['corp.test'] }, through: 'login' };
    expect(find(id, {}, off).status).toBe('pass');
  });

  it('is blocked when nobody with an account signed in', () => {
    expect(findingOf(id, testLog().given()).status).toBe('blocked');
    if (id !== 'jit/overage-is-not-an-empty-list') expect(find(id, { before: { person: [] } }).status).toBe('blocked');
  });

  it.each([
    { method: { state: 'disabled', jit: true, domains: ['corp.test'] } },
    { accountDisabled: true },
    { email: 'x@elsewhere.test' },
    { through: 'idp' },
    { assigned: false },
  ])('is blocked when the sign-in had to be refused: %o', (facts) => {
    expect(find(id, {}, facts).status).toBe('blocked');
  });

  it('does not pass when nobody is signed in', () => {
    const status = id === 'jit/leaves-existing-user-alone' ? 'blocked' : 'fail';
    expect(find(id, { sessions: { a: null } }).status).toBe(status);
  });

  it('does not pass when somebody else is signed in', () => {
    const status = id === 'jit/leaves-existing-user-alone' ? 'blocked' : 'fail';
    expect(find(id, { sessions: { a: 'other@corp.test' } }).status).toBe(status);
  });

  it.each(untold)('without a session is blocked when %s', (_, seen) => {
    expect(find(id, { sessions: { a: null }, ...seen }).status).toBe('blocked');
  });

  it('is blocked when the person could not be read before, so that nobody knows whether there was an account', () => {
    expect(find(id, { before: { person: undefined }, after: { person: [{}] } }).status).toBe('blocked');
  });
});

describe('a further account of the address', () => {
  const split = about([{ fields: { id: 1 } }], [{ fields: { id: 1 } }, { fields: { id: 2 } }]);

  it('leaves open whether the existing user signed in, and what becomes of the account that was there', () => {
    for (const id of ['sso/existing-user-signs-in', 'jit/leaves-existing-user-alone'] as const)
      expect(find(id, split)).toMatchObject({
        status: 'blocked',
        because: expect.stringContaining('a further account') as string,
      });
    expect(find('jit/email-case-does-not-duplicate', split).status).toBe('fail');
  });

  it('hides no change of the one that was there', () => {
    const changed = about([{ fields: { id: 1 } }], [{ fields: { id: 1, role: 'x' } }, { fields: { id: 2 } }]);
    expect(find('jit/leaves-existing-user-alone', changed).status).toBe('fail');
  });
});

describe('jit/leaves-existing-user-alone', () => {
  const id = 'jit/leaves-existing-user-alone';
  const before = { email: PERSON, name: 'An existing user', role: 'admin', status: 'active', groups: ['A', 'B'] };
  const changedTo = (fields: object, was: object = before) =>
    find(id, about([{ fields: { ...was } }], [{ fields: { ...fields } }]));

  it.each([
    [{ name: 'Thorhild' }, 'name: "An existing user"', 'name: "Thorhild"'],
    [{ role: 'member' }, 'role: "admin"', 'role: "member"'],
    [{ email: 'X@corp.test' }, `email: "${PERSON}"`, 'email: "X@corp.test"'],
    [{ status: 'disabled' }, 'status: "active"', 'status: "disabled"'],
    [{ groups: ['A'] }, 'groups: ["A","B"]', 'groups: ["A"]'],
    [{ provenance: 'jit' }, 'provenance: nothing', 'provenance: "jit"'],
    [{ profile: { phone: '1' } }, 'profile.phone: nothing', 'profile.phone: "1"'],
  ])('fails on %o and says what was changed', (change, expected, actual) => {
    expect(changedTo({ ...before, ...change })).toMatchObject({ status: 'fail', expected, actual });
  });

  it('fails on a value that is gone', () => {
    const { name: _name, ...rest } = before;
    expect(changedTo(rest)).toMatchObject({ status: 'fail', actual: 'name: nothing' });
  });

  it.each([
    ['lastLoginAt', 'lastLoginAt'],
    ['last_login', 'last_login'],
    ['last_seen_at', 'last_seen_at'],
    ['lastSignInIp', 'lastSignInIp'],
    ['current_sign_in_at', 'current_sign_in_at'],
    ['sign_in_count', 'sign_in_count'],
    ['loginCount', 'loginCount'],
    ['updatedAt', 'updatedAt'],
    ['lastActiveAt', 'lastActiveAt'],
    ['meta', 'meta.lastModified'],
  ])('does not mind %s, which only tells when somebody came', (_, path) => {
    const [outer = '', inner] = path.split('.');
    const at = (value: number) => ({ ...before, [outer]: inner ? { [inner]: value } : value });
    expect(changedTo(at(2), at(1)).status).toBe('pass');
  });

  it.each(['lastName', 'active', 'loginName', 'versionOfTerms', 'signature'])('minds %s', (key) => {
    expect(changedTo({ ...before, [key]: 2 }, { ...before, [key]: 1 }).status).toBe('fail');
  });

  it('does not mind the order of keys, groups and list items', () => {
    const shuffled = { groups: ['B', 'A'], status: 'active', role: 'admin', name: before.name, email: PERSON };
    expect(changedTo(shuffled).status).toBe('pass');
  });

  it('fails on an account that vanished', () => {
    expect(find(id, about([{}], [])).status).toBe('fail');
  });

  it('fails on a change although the sign-in was refused', () => {
    const seen = { ...about([{ fields: before }], [{ fields: { ...before, role: 'x' } }]), sessions: { a: null } };
    expect(find(id, seen).status).toBe('fail');
  });

  it('judges every later sign-in of the case', () => {
    const log = testLog()
      .signIn({}, letIn())
      .signIn({ changed: ['name'] }, known())
      .signIn({ changed: ['name'] }, known(about([{ fields: before }], [{ fields: { ...before, name: 'new' } }])));
    expect(findingOf(id, log).status).toBe('fail');
  });

  it('leaves an address that was given to somebody else to the rule about it', () => {
    expect(find(id, {}, { changed: ['subject'] }).status).toBe('blocked');
  });
});

describe('jit/email-case-does-not-duplicate', () => {
  const id = 'jit/email-case-does-not-duplicate';

  it('fails on another account, and on one that is gone', () => {
    expect(find(id, { after: { person: [{}, {}] } })).toMatchObject({ status: 'fail', actual: '2 accounts' });
    expect(find(id, { after: { person: [] } })).toMatchObject({ status: 'fail', actual: '0 accounts' });
  });

  it('is blocked when the letter case never changed', () => {
    expect(findingOf(id, testLog().signIn({}, known())).status).toBe('blocked');
  });

  it('is blocked when the accounts could not be read afterwards', () => {
    expect(find(id, { after: { person: undefined } }).status).toBe('blocked');
  });
});

describe('jit/overage-is-not-an-empty-list', () => {
  const id = 'jit/overage-is-not-an-empty-list';
  const groups = (was: readonly string[] | null, is: readonly string[] | null) =>
    find(id, about([{ groups: was }], [{ groups: is }]));

  it('fails when the groups of an existing user were emptied or replaced', () => {
    expect(groups(['A', 'B'], [])).toMatchObject({ status: 'fail', expected: 'A, B', actual: 'no groups' });
    expect(groups(['A'], ['B'])).toMatchObject({ status: 'fail', actual: 'B' });
    expect(
      groups(
        ['A'],
        Array.from({ length: 151 }, (_, n) => `G${n}`),
      ),
    ).toMatchObject({ actual: '151 groups' });
  });

  it('is skipped where the target file does not say how to read groups', () => {
    expect(groups(null, null).status).toBe('skipped');
  });

  it('is blocked when groups were read only once, or there were none to lose', () => {
    expect(groups(['A'], null).status).toBe('blocked');
    expect(groups([], []).status).toBe('blocked');
  });

  it('is blocked when no pointer was sent', () => {
    expect(find(id, { sent: { groups: ['A'] } }).status).toBe('blocked');
  });
});
