import { each, laterSignIns, mustBeSignedIn, unchanged } from '../judge.ts';
import { blocked, defineRule, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/leaves-existing-user-alone',
  level: 'MUST',
  says: 'Signing in MUST NOT change an account that exists: not its email, name, role, status, groups or provenance.',
  source: productRules('jit/leaves-existing-user-alone'),
  needs: ['accounts'],
  judge(log) {
    return each(laterSignIns(log), 'Nobody who had an account signed in.', (attempt) => {
      const same = unchanged(attempt);
      if (same.status !== 'pass') return same;
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass')
        return blocked(`Nobody was signed in, so nothing is shown. ${signedIn.because}`, ...signedIn.evidence);
      return pass(same.because, ...same.evidence, ...signedIn.evidence);
    });
  },
});
