import { accountReading, attempts, concerned, genuineBeside, type Attempt } from '../attempt.ts';
import { each, mustBeRefused, outcome, reasonsToRefuse } from '../judge.ts';
import type { CaseLog, Observation } from '../observation.ts';
import { blocked, defineRule, fail, pass, productRules, type Finding } from '../rule.ts';

export default defineRule({
  id: 'jit/refused-sign-in-leaves-nothing',
  level: 'MUST',
  says: 'A refused sign-in MUST leave no account, no group and no session.',
  source: productRules('jit/refused-sign-in-leaves-nothing'),
  needs: ['accounts'],
  passesOnRefusal: true,
  judge(log) {
    const refused = attempts(log).filter((attempt) => reasonsToRefuse(attempt, log).length > 0);
    return each(refused, 'No sign-in had to be refused.', (attempt) => leavesNothing(attempt, log));
  },
});

function leavesNothing(attempt: Attempt, log: CaseLog): Finding {
  const nobody = mustBeRefused(attempt, reasonsToRefuse(attempt, log));
  if (nobody.status === 'fail')
    return { ...nobody, because: 'A sign-in that had to be refused left something.', expected: NOTHING };
  // The genuine signer of a forged identity may come in, and bring groups along.
  const harmless = nobody.status === 'pass' && outcome(attempt).kind === 'accepted';
  const groups = harmless ? undefined : newGroups(attempt);
  if (groups)
    return fail(
      'A refused sign-in left groups.',
      { expected: NOTHING, actual: `the groups ${groups.names.join(', ')}` },
      groups.seen,
    );
  if (nobody.status !== 'pass') return nobody;
  const readings = readingsOf(attempt);
  if (!readings) return blocked('What is left could not be read before and after.', ...attempt.unreadable);
  const because = harmless ? nobody.because : 'Nothing is left of the refused sign-in.';
  return pass(because, ...nobody.evidence, ...readings);
}

const NOTHING = 'no account, no group, no session';

/** Groups that nobody but this sign-in can have made. */
function newGroups(attempt: Attempt) {
  const { groupsBefore, groupsAfter } = attempt;
  if (!groupsBefore || !groupsAfter || genuineBeside(attempt)) return undefined;
  const names = groupsAfter.data.found.filter((name) => !groupsBefore.data.found.includes(name));
  return names.length ? { names, seen: groupsAfter } : undefined;
}

/** Accounts of everybody concerned, and groups where the application tells them: read before and after, or undefined. */
function readingsOf(attempt: Attempt): Observation[] | undefined {
  const { groupsBefore, groupsAfter } = attempt;
  const accounts = concerned(attempt).flatMap((person) => [
    accountReading(attempt, 'before', person),
    accountReading(attempt, 'after', person),
  ]);
  const groups = groupsBefore || groupsAfter ? [groupsBefore, groupsAfter] : [];
  const readings = [...accounts, ...groups].filter((reading) => reading !== undefined);
  return readings.length === accounts.length + groups.length ? readings : undefined;
}
