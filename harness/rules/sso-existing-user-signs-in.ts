import { each, FURTHER, furtherAccount, laterSignIns, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/existing-user-signs-in',
  level: 'MUST',
  says: 'An existing user MUST be signed in through any verified method of the team, JIT or not.',
  source: productRules('sso/existing-user-signs-in'),
  needs: ['accounts'],
  judge(log) {
    return each(laterSignIns(log), 'Nobody who had an account signed in.', (attempt) => {
      const signedIn = mustBeSignedIn(attempt);
      const further = furtherAccount(attempt);
      if (signedIn.status !== 'pass' || !further) return signedIn;
      return blocked(`Somebody of the address is signed in, but ${FURTHER}`, ...signedIn.evidence, further);
    });
  },
});
