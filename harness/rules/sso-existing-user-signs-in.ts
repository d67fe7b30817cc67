import { each, laterSignIns, mustBeSignedIn } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/existing-user-signs-in',
  level: 'MUST',
  says: 'An existing user MUST be signed in through any verified method of the team, JIT or not.',
  source: productRules('sso/existing-user-signs-in'),
  needs: ['accounts'],
  judge: (log) => each(laterSignIns(log), 'Nobody who had an account signed in.', mustBeSignedIn),
});
