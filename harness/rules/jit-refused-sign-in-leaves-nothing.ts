import { accountReading, attempts, outcome, type Attempt } from '../attempt.ts';
import { each, intruders, reasonToRefuse } from '../judge.ts';
import type { Observation } from '../observation.ts';
import { blocked, defineRule, fail, pass, productRules, type Finding } from '../rule.ts';

export default defineRule({
  id: 'jit/refused-sign-in-leaves-nothing',
  level: 'MUST',
  says: 'A refused sign-in MUST leave no account, no group and no session.',
  source: productRules('jit/refused-sign-in-leaves-nothing'),
  needs: ['accounts'],
  passesOnRefusal: true,
  judge(log) {
    const refused = attempts(log).filter((attempt) => reasonToRefuse(attempt, log) !== null);
    return each(refused, 'No sign-in had to be refused.', leavesNothing);
  },
});

function leavesNothing(attempt: Attempt): Finding {
  const [session] = intruders(attempt);
  const expected = 'no account, no group, no session';
  if (session)
    return fail(
      'A sign-in that had to be refused left a session.',
      { expected, actual: `a session of ${session.data.email}` },
      session,
    );
  const [account] = newAccounts(attempt);
  if (account)
    return fail(
      'A refused sign-in left an account.',
      { expected, actual: `an account of ${account.data.email}` },
      account,
    );
  const groups = newGroups(attempt);
  if (groups)
    return fail(
      'A refused sign-in left groups.',
      { expected, actual: `the groups ${groups.names.join(', ')}` },
      groups.seen,
    );
  const result = outcome(attempt);
  if (result.kind === 'unclear')
    return blocked(`Whether it was refused cannot be told. ${result.because}`, ...result.witness);
  const [first, ...others] = [
    ...attempt.accountsAfter,
    ...(attempt.groupsAfter ? [attempt.groupsAfter] : []),
    ...attempt.sessions,
  ];
  return first
    ? pass('Nothing is left of the refused sign-in.', first, ...others)
    : blocked('Nothing could be read back after the refusal.');
}

function newAccounts(attempt: Attempt): Observation<'target.account'>[] {
  if (attempt.ended.some(({ data }) => data.delivered === 'genuine')) return [];
  return attempt.accountsAfter.filter((after) => {
    const before = accountReading(attempt, 'before', after.data.person);
    return before && after.data.accounts.length > before.data.accounts.length;
  });
}

function newGroups(attempt: Attempt) {
  const { groupsBefore, groupsAfter } = attempt;
  if (!groupsBefore || !groupsAfter) return undefined;
  if (attempt.ended.some(({ data }) => data.delivered === 'genuine')) return undefined;
  const names = groupsAfter.data.found.filter((name) => !groupsBefore.data.found.includes(name));
  return names.length ? { names, seen: groupsAfter } : undefined;
}
