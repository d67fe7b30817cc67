import { attempts, wasKnown } from '../attempt.ts';
import { each, mustBeRefused, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/off-means-off',
  level: 'MUST',
  says: 'An SSO method with JIT off MUST sign existing people in and provision nobody.',
  source: productRules('jit/off-means-off'),
  needs: ['sso-methods', 'accounts', 'existing-users'],
  passesOnRefusal: true,
  judge(log) {
    const off = attempts(log).filter(
      ({ facts }) => !facts.method.jit && facts.method.state === 'verified' && facts.faults.length === 0,
    );
    const known = off.filter(wasKnown);
    const unknown = off.filter((attempt) => !wasKnown(attempt));
    if (known.length === 0 || unknown.length === 0)
      return blocked('It takes one person who has an account and one who has none.');
    const refused = each(unknown, '', (attempt) => mustBeRefused(attempt, 'JIT is off and the person has no account'));
    return refused.status === 'pass' ? each(known, '', mustBeSignedIn) : refused;
  },
});
