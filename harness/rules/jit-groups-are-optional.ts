import { accountMade, each, firstSignIns, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/groups-are-optional',
  level: 'MUST',
  says: 'Without a group claim the user MUST still be provisioned, with no groups.',
  source: productRules('jit/groups-are-optional'),
  needs: ['jit', 'accounts'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted } = attempt;
      // An attribute without values says no more than none.
      if (emitted?.data.groups?.length) return blocked('The IdP sent groups, so nothing was shown.', emitted);
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass') return signedIn;
      const made = accountMade(attempt);
      if ('missing' in made) return made.missing;
      const { reading, groups } = made;
      if (groups?.length)
        return fail('Groups came from nowhere.', { expected: 'no groups', actual: groups.join(', ') }, reading);
      if (!emitted) return blocked('The IdP sent nothing.', attempt.started);
      return pass('Provisioned without a group claim.', emitted, reading, ...signedIn.evidence);
    });
  },
});
