import { describe, expect, it } from 'vitest';
import {
  accountReading,
  accountsOf,
  attempts,
  concerned,
  genuineBeside,
  judgedBrowsers,
  judgedSessions,
  reached,
  sameAddress,
  wasKnown,
} from './attempt.ts';
import { forged, letIn, PERSON, testLog, type Seen } from './test-log.ts';

const only = (facts = {}, seen: Seen = {}) => {
  const [attempt] = attempts(testLog().signIn(facts, seen).log);
  if (!attempt) throw new Error('There was no sign-in.');
  return attempt;
};

describe('the sign-ins of a case', () => {
  it('are none in an empty log', () => {
    expect(attempts(testLog().log)).toEqual([]);
  });

  it('hold what was seen of each, and nothing of the others', () => {
    const { log } = testLog()
      .given()
      .signIn({ person: 'first' }, { idpError: { status: 403, code: 'NO' }, groups: [['A'], undefined] })
      .method('verify')
      .signIn({ person: 'second' }, letIn({ after: { second: [{}] }, controlAfter: true, groups: [undefined, ['B']] }));
    const [first, second] = attempts(log);
    expect(first).toMatchObject({ facts: { person: 'first', attempt: 1 }, refusedByIdp: { data: { code: 'NO' } } });
    expect([first?.emitted, first?.controlAfter, first?.groupsAfter]).toEqual([undefined, undefined, undefined]);
    expect(first?.groupsBefore?.data.found).toEqual(['A']);
    expect(second).toMatchObject({ facts: { attempt: 2 }, emitted: { data: { attempt: 2 } }, groupsBefore: undefined });
    expect([second?.ended, second?.sessions, second?.accountsBefore].map((list) => list?.length)).toEqual([1, 1, 1]);
    expect(second?.controlAfter?.data.accepted).toBe(true);
    expect(second?.page?.data.status).toBe(200);
  });

  it('know whether accounts can be read anywhere in the case', () => {
    const unread = { before: { person: undefined }, after: { person: undefined } };
    const { log } = testLog().signIn({}, unread).signIn();
    expect(attempts(log).map(({ accountsReadable }) => accountsReadable)).toEqual([true, true]);
    expect(only({}, unread).accountsReadable).toBe(false);
    expect(only({}, unread).unreadable.map(({ data }) => data.what)).toEqual([
      'account of person',
      'account of person',
    ]);
  });
});

describe('an address', () => {
  it('is the same in other letters, and never the same as none', () => {
    expect(sameAddress('X@Corp.test', 'x@corp.TEST')).toBe(true);
    expect(sameAddress('x@corp.test', 'y@corp.test')).toBe(false);
    expect(sameAddress(null, null)).toBe(false);
  });
});

describe('whether somebody had an account', () => {
  it('is what was read before', () => {
    expect(wasKnown(only({}, { before: { person: [{}] } }))).toBe(true);
    expect(wasKnown(only())).toBe(false);
  });

  it('is not what was read before of somebody else', () => {
    expect(wasKnown(only(forged('saml/x'), { before: { person: [], victim: [{}] } }))).toBe(false);
  });

  it('is what the reading says, whatever was known otherwise', () => {
    expect(wasKnown(only({ accountMade: true }))).toBe(false);
  });

  it('without a reading is what the owner did, or an earlier session of the same address shows', () => {
    const blind = { before: {}, after: {} };
    expect(wasKnown(only({}, blind))).toBe(false);
    expect(wasKnown(only({ accountMade: true }, blind))).toBe(true);
    const { log } = testLog()
      .signIn({}, letIn(blind))
      .signIn({ email: PERSON.toUpperCase() }, blind)
      .signIn({ email: 'other@corp.test' }, blind);
    expect(attempts(log).map(wasKnown)).toEqual([false, true, false]);
  });
});

describe('accounts', () => {
  it('are those of the person unless another is named', () => {
    const attempt = only(forged('saml/x'), { after: { person: [{}], victim: [{}, {}] } });
    expect(accountsOf(attempt, 'after')).toHaveLength(1);
    expect(accountsOf(attempt, 'before')).toHaveLength(0);
    expect(accountReading(attempt, 'after', 'victim')?.data.accounts).toHaveLength(2);
    expect(accountReading(attempt, 'after', 'nobody')).toBeUndefined();
  });

  it('concern the person, the victim, and whoever else was looked up', () => {
    expect(concerned(only())).toEqual(['person']);
    expect(concerned(only(forged('saml/x'), { before: {}, after: {} }))).toEqual(['person', 'victim']);
    expect(concerned(only({}, { before: { witness: [] } }))).toEqual(['person', 'witness']);
  });
});

describe('the browsers that are judged', () => {
  const ends = [
    { browser: 'a', delivered: 'genuine' },
    { browser: 'b', delivered: 'faulted' },
    { browser: 'c', delivered: 'none' },
  ] as const;
  const sessions = { a: PERSON, b: null, c: null };

  it('are all that sign in where there is no fault', () => {
    const attempt = only({ browsers: ['a', 'b'] }, { ends, sessions });
    expect(judgedBrowsers(attempt)).toEqual(['a', 'b']);
    expect(genuineBeside(attempt)).toBeUndefined();
  });

  it('are those that a faulted message reached', () => {
    const attempt = only(forged('saml/replay'), { ends, sessions });
    expect(judgedBrowsers(attempt)).toEqual(['b']);
    expect(judgedSessions(attempt).map(({ data }) => data.browser)).toEqual(['b']);
    expect(genuineBeside(attempt)?.data.browser).toBe('a');
  });

  it('tell whether anything was brought to the application at all', () => {
    expect(reached(only({}, { ends }))).toBe(true);
    expect(reached(only({}, { ends: ends.slice(2) }))).toBe(false);
    expect(reached(only({}, { ends: [] }))).toBe(false);
  });
});
