import { describe, expect, it } from 'vitest';
import { attempts } from './attempt.ts';
import { each, mustBeRefused, outcome, reasonsToRefuse, sameSet } from './judge.ts';
import type { SignInFacts } from './observation.ts';
import { blocked, fail, pass, skipped, type Finding } from './rule.ts';
import { forged, letIn, testLog } from './test-log.ts';

const { log } = testLog().given().signIn();
const [given, started, other] = log.observations;
if (!given || !started || !other) throw new Error('The log is too short.');

describe('several things judged alike', () => {
  const findings: Record<string, Finding> = {
    good: pass('Good.', given),
    fine: pass('Fine.', started, other),
    bad: fail('Bad.', { expected: 'a', actual: 'b' }, started),
    unseen: blocked('Unseen.', started),
    undeclared: skipped('Undeclared.'),
  };
  const all = (...names: string[]) => each(names, 'Nothing.', (name) => findings[name] ?? blocked('Unknown.'));

  it('block where there is nothing', () => {
    expect(all()).toEqual({ status: 'blocked', because: 'Nothing.', evidence: [] });
  });

  it.each([
    [['good', 'fine'], 'pass'],
    [['good', 'undeclared'], 'skipped'],
    [['undeclared', 'unseen', 'good'], 'blocked'],
    [['unseen', 'good', 'bad', 'undeclared'], 'fail'],
  ])('%o: %s', (names, status) => {
    expect(all(...names).status).toBe(status);
  });

  it('pass with the evidence of all', () => {
    expect(all('good', 'fine')).toEqual({ status: 'pass', because: 'Good.', evidence: [given, started, other] });
  });
});

describe('lists', () => {
  it('are the same set in any order, but as often', () => {
    expect(sameSet(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(sameSet(['a', 'a', 'b'], ['a', 'b', 'b'])).toBe(false);
    expect(sameSet(['a'], ['a', 'a'])).toBe(false);
    expect(sameSet([], [])).toBe(true);
  });
});

describe('what speaks against a sign-in', () => {
  const groundsOf = (facts: Partial<SignInFacts>, seen = {}, idpInitiated = false) => {
    const told = testLog().given({ idpInitiated }).signIn(facts, seen).log;
    return attempts(told).flatMap((attempt) => reasonsToRefuse(attempt, told).map(({ ground }) => ground));
  };
  const known = { before: { person: [{}] } };
  const off = { state: 'verified', jit: false, domains: ['corp.test'] } as const;

  it.each([
    ['nothing, for somebody new by the JIT login URL', {}, {}, []],
    ['nothing, for somebody known by any way', { through: 'login', method: off }, known, []],
    ['a fault', forged('saml/x'), {}, ['fault']],
    ['a method that waits', { method: { ...off, jit: true, state: 'waiting' } }, {}, ['method']],
    ['not being assigned', { assigned: false }, {}, ['unassigned']],
    ['a disabled account', { accountDisabled: true }, known, ['disabled']],
    ['another domain, also of somebody known', { email: 'x@evil-corp.test' }, known, ['domain']],
    ['an unsolicited start', { through: 'idp' }, known, ['unsolicited']],
    ['an unsolicited start of somebody new', { through: 'idp' }, {}, ['unsolicited', 'way']],
    ['somebody new by the ordinary login', { through: 'login' }, {}, ['way']],
    ['somebody new with JIT off', { method: off }, {}, ['jit-off']],
    ['no email in the directory', { email: null }, { sent: null }, ['no-email']],
    ['a message that names nobody', {}, { sent: { nameId: { value: null, format: null } } }, ['no-email']],
    ['a login name', {}, { sent: { nameId: { value: 'jdoe', format: null } } }, ['no-email']],
    ['the login name of a guest', {}, { sent: { nameId: { value: 'a_b#EXT#@c.test', format: null } } }, ['no-email']],
    ['several things', { assigned: false, email: 'x@y.test', through: 'login' }, {}, ['unassigned', 'domain', 'way']],
  ] as [string, Partial<SignInFacts>, object, string[]][])('may be %s', (_, facts, seen, grounds) => {
    expect(groundsOf(facts, seen)).toEqual(grounds);
  });

  it('is not that it started at the IdP where the application means to accept it', () => {
    expect(groundsOf({ through: 'idp' }, known, true)).toEqual([]);
    expect(groundsOf({ through: 'idp' }, {}, true)).toEqual(['way']);
  });

  it('may be a fault only where a sound service provider refuses it', () => {
    const [fault] = forged('saml/x').faults ?? [];
    if (!fault) throw new Error('There is no fault.');
    expect(groundsOf({ faults: [{ ...fault, expect: 'accept' }] })).toEqual([]);
    expect(groundsOf({ faults: [{ ...fault, expect: 'defined' }] })).toEqual([]);
  });

  it('has to be something before a refusal is demanded', () => {
    const [attempt] = attempts(log);
    expect(attempt && mustBeRefused(attempt, [])).toMatchObject({ status: 'blocked' });
  });
});

describe('what became of a sign-in', () => {
  it('is told by everybody who got in', () => {
    const [attempt] = attempts(testLog().signIn({}, letIn()).log);
    expect(attempt && outcome(attempt)).toMatchObject({
      kind: 'accepted',
      entries: [
        { by: 'session', whose: 'signer' },
        { by: 'account', whose: 'signer' },
      ],
    });
  });

  it('is a refusal with everything that was looked at', () => {
    const [attempt] = attempts(testLog().signIn({}, { groups: [[], []] }).log);
    const result = attempt && outcome(attempt);
    expect(result?.kind === 'refused' && result.witness.map(({ kind }) => kind)).toEqual([
      'signin.ended',
      'target.session',
      'target.account',
      'target.groups',
    ]);
  });
});
