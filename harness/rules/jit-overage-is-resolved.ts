import { accountReading } from '../attempt.ts';
import { each, firstSignIns, groupsAfter, sameSet } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/overage-is-resolved',
  level: 'SHOULD',
  says: 'The groups behind an overage pointer SHOULD be fetched and provisioned.',
  source: productRules('jit/overage-is-resolved'),
  needs: ['jit', 'accounts', 'groups'],
  judge(log) {
    const overage = firstSignIns(log).filter(({ emitted }) => emitted?.data.groups === 'overage');
    return each(overage, 'The IdP sent no overage pointer for a new user.', (attempt) => {
      const emitted = attempt.emitted!;
      const behind = emitted.data.groupsBehindOverage ?? [];
      const reading = accountReading(attempt, 'after');
      const stored = groupsAfter(attempt);
      if (!reading || stored === null) return blocked('The groups of the account could not be read back.', emitted);
      if (sameSet(behind, stored))
        return pass(`All ${behind.length} groups behind the pointer are there.`, emitted, reading);
      return fail(
        'The groups behind the pointer were not provisioned.',
        { expected: `${behind.length} groups`, actual: `${stored.length} groups` },
        emitted,
        reading,
      );
    });
  },
});
