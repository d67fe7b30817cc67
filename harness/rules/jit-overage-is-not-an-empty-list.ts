import { accountReading, attempts, wasKnown, type Attempt } from '../attempt.ts';
import { accountMade, each, mustBeSignedIn, reasonsToRefuse, sameSet } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules, skipped, type Finding } from '../rule.ts';

export default defineRule({
  id: 'jit/overage-is-not-an-empty-list',
  level: 'MUST',
  says: 'When the IdP sends an overage pointer instead of groups, the user MUST be provisioned and no existing group emptied.',
  source: productRules('jit/overage-is-not-an-empty-list'),
  needs: ['jit', 'accounts'],
  judge(log) {
    const overage = attempts(log).filter(
      (attempt) => attempt.emitted?.data.groups === 'overage' && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(overage, 'The IdP sent no overage pointer.', (attempt) => {
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass') return signedIn;
      if (wasKnown(attempt)) return keepsGroups(attempt);
      const made = accountMade(attempt);
      if ('missing' in made) return made.missing;
      return pass('Provisioned although the groups did not fit.', made.reading, ...signedIn.evidence);
    });
  },
});

function keepsGroups(attempt: Attempt): Finding {
  const [before, after] = [accountReading(attempt, 'before'), accountReading(attempt, 'after')];
  const [had, has] = [before?.data.accounts[0]?.groups, after?.data.accounts[0]?.groups];
  if (had === null && has === null) return skipped('The target file does not say how to read groups.');
  if (!before || !after || !had || !has)
    return blocked('The groups could not be read before and after.', ...attempt.unreadable);
  if (had.length === 0) return blocked('The existing user had no groups to lose.', before);
  if (sameSet(had, has)) return pass('The groups of the existing user are as they were.', before, after);
  return fail(
    'The groups of an existing user were changed.',
    { expected: had.join(', '), actual: has.length > 6 ? `${has.length} groups` : has.join(', ') || 'no groups' },
    before,
    after,
  );
}
