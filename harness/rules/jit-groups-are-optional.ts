import { accountAfter, each, firstSignIns, groupsAfter, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/groups-are-optional',
  level: 'MUST',
  says: 'Without a group claim the user MUST still be provisioned, with no groups.',
  source: productRules('jit/groups-are-optional'),
  needs: ['jit', 'accounts'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      if (!attempt.emitted) return blocked('The IdP sent nothing.');
      if (attempt.emitted.data.groups !== null)
        return blocked('The IdP sent groups, so nothing was shown.', attempt.emitted);
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass') return signedIn;
      const after = accountAfter(attempt);
      if ('missing' in after) return after.missing;
      const groups = groupsAfter(attempt);
      if (groups?.length)
        return fail('Groups came from nowhere.', { expected: 'no groups', actual: groups.join(', ') }, after.reading);
      return pass('Provisioned without a group claim.', attempt.emitted, after.reading, ...signedIn.evidence);
    });
  },
});
