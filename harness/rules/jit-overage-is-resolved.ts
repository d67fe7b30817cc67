import { each, firstSignIns, sameSet, storedAccount } from '../judge.ts';
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
      const { emitted } = attempt;
      const behind = emitted?.data.groupsBehindOverage ?? [];
      if (!emitted || behind.length === 0)
        return blocked('There is no group behind the pointer.', emitted ?? attempt.started);
      const made = storedAccount(attempt);
      if ('missing' in made) return made.missing;
      const { reading, groups } = made;
      if (groups === null) return blocked('The groups of the account could not be read back.', reading);
      if (sameSet(behind, groups))
        return pass(`All ${behind.length} groups behind the pointer are there.`, emitted, reading);
      return fail(
        'The groups behind the pointer were not provisioned.',
        { expected: `${behind.length} groups`, actual: `${groups.length} groups` },
        emitted,
        reading,
      );
    });
  },
});
