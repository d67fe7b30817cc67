import { describe, expect, it } from 'vitest';
import type { ProvisionAct, ProvisionedState } from '../observation.ts';
import { TestLog } from '../test-log.ts';
import { rules } from '../vocabulary.ts';

interface Seen extends Partial<Omit<ProvisionAct, 'outcome'>> {
  outcome?: Partial<ProvisionAct['outcome']>;
  states?: Partial<ProvisionedState>[];
}

/** The log of acts, each followed by what the application had of those concerned. */
function logOf(...acts: Seen[]) {
  const log = new TestLog();
  acts.forEach(({ states = [], outcome, ...facts }, index) => {
    const n = index + 1;
    const entered = { caller: 'own', at: '' } as const;
    log.add('provision.act', {
      ...{ n, act: 'assign', person: 'person', group: null, entered, writes: 1, changes: true },
      ...facts,
      outcome: { kind: 'created', because: null, ...outcome },
    });
    for (const state of states)
      log.add('provision.state', {
        ...{ n, type: 'user', name: 'person', wanted: { active: true }, status: 200, sameId: true, accounts: null },
        resource: { id: '1', active: true },
        ...state,
      });
  });
  return log.log;
}

const judged = (id: string, ...acts: Seen[]) =>
  (rules.find((rule) => rule.id === id) ?? expect.fail(id)).judge(logOf(...acts)).status;

const failed = (code: string, status: number | null = null) => ({
  kind: 'failed',
  because: { code, says: 'it says', status },
});

describe('an end state', () => {
  const judge = (...acts: Seen[]) => judged('scim/provisions-people', ...acts);

  it('is what was read afterwards, never what the identity provider believes', () => {
    expect(judge({ states: [{}] })).toBe('pass');
    expect(judge({ states: [{ resource: { active: false } }] })).toBe('fail');
    expect(judge({ states: [{ status: 404, resource: null }] })).toBe('fail');
    expect(judge({ states: [{}, { resource: { active: false } }] })).toBe('fail');
  });

  it('is one account, where the application shows its accounts', () => {
    expect(judge({ states: [{ accounts: 1 }] })).toBe('pass');
    for (const accounts of [0, 2]) expect(judge({ states: [{ accounts }] })).toBe('fail');
  });

  it('is not known where nothing was read, or nothing could be', () => {
    expect(judge()).toBe('blocked');
    expect(judge({ states: [] })).toBe('blocked');
    for (const status of [null, 429, 503]) expect(judge({ states: [{ status, resource: null }] })).toBe('blocked');
  });

  it('is not reached where the act failed, unless nobody heard it', () => {
    expect(judge({ outcome: failed('refused', 400), states: [{}] })).toBe('fail');
    expect(judge({ outcome: failed('unreachable'), states: [{}] })).toBe('blocked');
    expect(
      judge({ outcome: { kind: 'waiting', because: { code: 'quarantine', says: 'it waits', status: null } } }),
    ).toBe('fail');
  });

  it('is that of the cycle for what waits for it', () => {
    expect(judge({ outcome: { kind: 'waiting' } })).toBe('blocked');
    expect(judge({ outcome: { kind: 'waiting' } }, { act: 'on-demand', states: [{}] })).toBe('pass');
  });
});

describe('whoever leaves', () => {
  const judge = (state: Partial<ProvisionedState>) => judged('scim/deprovisions', { act: 'delete', states: [state] });

  it('is inactive, or gone', () => {
    expect(judge({ wanted: { active: false }, resource: { active: false } })).toBe('pass');
    expect(judge({ wanted: { active: false } })).toBe('fail');
    expect(judge({ wanted: null, status: 404, resource: null })).toBe('pass');
    expect(judge({ wanted: null, resource: { active: false } })).toBe('pass');
    expect(judge({ wanted: null })).toBe('fail');
  });
});

describe('whoever leaves, as the act says', () => {
  it('may be gone, and need not be as the directory has them', () => {
    const state = { wanted: { active: false, displayName: 'x' }, resource: { active: false, displayName: 'y' } };
    expect(judged('scim/deprovisions', { act: 'unassign', states: [state] })).toBe('pass');
    expect(judged('scim/deprovisions', { act: 'unassign', states: [{ status: 404, resource: null }] })).toBe('pass');
    expect(judged('scim/deprovisions', { act: 'unassign', outcome: failed('refused', 400), states: [{}] })).toBe(
      'fail',
    );
    expect(judged('scim/deprovisions', { act: 'unassign', states: [] })).toBe('blocked');
  });
});

describe('whoever comes back', () => {
  const leaves: Seen = { act: 'unassign', states: [{ wanted: { active: false }, resource: { active: false } }] };
  const judge = (...acts: Seen[]) => judged('scim/comes-back', ...acts);

  it('is active again, as the same user', () => {
    expect(judge({ states: [{}] }, leaves, { states: [{}] })).toBe('pass');
    expect(judge({ states: [{}] }, leaves, { states: [{ resource: { active: false } }] })).toBe('fail');
    expect(judge({ states: [{}] }, leaves, { states: [{ sameId: false }] })).toBe('fail');
    expect(judge({ states: [{}] })).toBe('blocked');
  });
});

describe('a test of the connection', () => {
  const test = (caller: ProvisionAct['entered']['caller'], outcome: Seen['outcome'], at = '') =>
    judged('okta/api-credentials-are-tested', {
      ...{ act: 'test-connection', entered: { caller, at } },
      ...(outcome && { outcome }),
    });

  it('succeeds with what is right, and with that alone', () => {
    expect(test('own', { kind: 'tested' })).toBe('pass');
    expect(test('own', failed('unauthorized', 401))).toBe('fail');
    expect(test('unknown', failed('unauthorized', 401))).toBe('pass');
    expect(test('unknown', { kind: 'tested' })).toBe('fail');
    expect(test('revoked', { kind: 'tested' })).toBe('fail');
    expect(test('own', { kind: 'tested' }, '/nowhere')).toBe('fail');
    expect(test('own', failed('not-found', 404), '/nowhere')).toBe('pass');
  });

  it('says nothing where nobody answers, or the server fails', () => {
    expect(test('unknown', failed('unreachable'))).toBe('blocked');
    expect(test('unknown', failed('server-error', 500))).toBe('blocked');
  });
});

describe('a cycle without changes', () => {
  const cycle = (more: Seen) =>
    judged('scim/settles', { act: 'cycle', changes: false, outcome: { kind: 'done' }, ...more });

  it('sends nothing that changes anything', () => {
    expect(cycle({ writes: 0 })).toBe('pass');
    expect(cycle({ writes: 2 })).toBe('fail');
    expect(cycle({ writes: 0, outcome: failed('reset') })).toBe('blocked');
    expect(cycle({ writes: 0, changes: true })).toBe('blocked');
  });
});
