import { attempts } from '../attempt.ts';
import { refusedFor } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/closed-until-verified',
  level: 'MUST',
  says: 'While an SSO method is waiting, rejected or disabled, its JIT login URL MUST sign nobody in and provision nothing.',
  source: productRules('jit/closed-until-verified'),
  needs: ['sso-methods', 'jit'],
  passesOnRefusal: true,
  judge(log) {
    const byUrl = attempts(log).filter(({ facts }) => facts.through === 'jit-url');
    return refusedFor(byUrl, log, ['method'], 'Nobody tried the JIT login URL of a method that is not verified.');
  },
});
