import { attempts } from '../attempt.ts';
import { each, mustBeRefused } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/closed-until-verified',
  level: 'MUST',
  says: 'While an SSO method is waiting, rejected or disabled, its JIT login URL MUST sign nobody in and provision nothing.',
  source: productRules('jit/closed-until-verified'),
  needs: ['sso-methods', 'jit'],
  passesOnRefusal: true,
  judge(log) {
    const early = attempts(log).filter(({ facts }) => facts.method.state !== 'verified' && facts.through === 'jit-url');
    return each(early, 'Nobody tried the JIT login URL of a method that is not verified.', (attempt) =>
      mustBeRefused(attempt, `the SSO method is ${attempt.facts.method.state}`),
    );
  },
});
