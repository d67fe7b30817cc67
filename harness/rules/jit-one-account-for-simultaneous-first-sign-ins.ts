import { sameAddress, type Attempt } from '../attempt.ts';
import { accountMade, each, firstSignIns } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules, type Finding } from '../rule.ts';

export default defineRule({
  id: 'jit/one-account-for-simultaneous-first-sign-ins',
  level: 'MUST',
  says: 'First sign-ins of one person at the same moment MUST end in one account, and every browser MUST see a defined result.',
  source: productRules('jit/one-account-for-simultaneous-first-sign-ins'),
  needs: ['jit', 'accounts'],
  judge(log) {
    const together = firstSignIns(log).filter(({ facts }) => facts.browsers.length > 1);
    return each(together, 'No two browsers signed the same person in at once.', (attempt) => {
      const made = accountMade(attempt);
      if ('missing' in made) return made.missing;
      const { reading, count } = made;
      if (count !== 1)
        return fail(
          'Simultaneous first sign-ins made several accounts.',
          { expected: 'one account', actual: `${count} accounts` },
          reading,
        );
      const results = each(attempt.facts.browsers, '', (browser) => definedResult(attempt, browser));
      if (results.status !== 'pass') return results;
      const inside = attempt.sessions.filter(({ data }) => data.email !== null);
      if (inside.length === 0) return blocked('None of the browsers is signed in.', reading, ...results.evidence);
      const because = `One account; ${inside.length} of ${attempt.facts.browsers.length} browsers are signed in, the others were answered.`;
      return pass(because, reading, ...results.evidence);
    });
  },
});

/** Signed in as that person, or answered with a page below 500. */
function definedResult({ facts, sessions, ended, controlAfter }: Attempt, browser: string): Finding {
  const session = sessions.findLast(({ data }) => data.browser === browser);
  const end = ended.findLast(({ data }) => data.browser === browser);
  if (session && sameAddress(session.data.email, facts.email)) return pass('Signed in.', session);
  if (session && session.data.email !== null)
    return fail(
      'Somebody else is signed in.',
      { expected: `a session of ${facts.email}`, actual: `a session of ${session.data.email}`, grade: 'bypass' },
      session,
    );
  if (!session || !end) return blocked(`How browser ${browser} fared was not seen.`, ...(end ? [end] : []));
  if (end.data.outcome === 'page') return pass('Answered.', end, session);
  const actual = `browser ${browser}: ${end.data.outcome} (${end.data.status ?? 'no answer'})`;
  if (end.data.outcome !== 'server-error' || !controlAfter?.data.accepted)
    return blocked(`A browser was not answered, and the application may have been down. ${actual}`, end);
  return fail('A browser saw no defined result.', { expected: 'a page below 500 in every browser', actual }, end);
}
