import { accountReading, attempts, wasKnown } from '../attempt.ts';
import { accountAfter, each, groupsAfter, mustBeSignedIn, sameSet } from '../judge.ts';
import { accountsOf } from '../attempt.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/overage-is-not-an-empty-list',
  level: 'MUST',
  says: 'When the IdP sends an overage pointer instead of groups, the user MUST be provisioned and no existing group emptied.',
  source: productRules('jit/overage-is-not-an-empty-list'),
  needs: ['jit', 'accounts'],
  judge(log) {
    const overage = attempts(log).filter(({ emitted }) => emitted?.data.groups === 'overage');
    return each(overage, 'The IdP sent no overage pointer.', (attempt) => {
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass') return signedIn;
      const after = accountAfter(attempt);
      if ('missing' in after) return after.missing;
      if (!wasKnown(attempt))
        return pass('Provisioned although the groups did not fit.', after.reading, ...signedIn.evidence);
      const before = accountReading(attempt, 'before');
      const had = accountsOf(attempt, 'before')[0]?.groups ?? null;
      const has = groupsAfter(attempt);
      if (!before || had === null || has === null)
        return blocked('The groups could not be read before and after.', after.reading);
      if (sameSet(had, has)) return pass('The groups of the existing user are as they were.', before, after.reading);
      return fail(
        'The groups of an existing user were changed.',
        { expected: `${had.length} groups`, actual: `${has.length} groups` },
        before,
        after.reading,
      );
    });
  },
});
