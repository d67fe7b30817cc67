import { attempts } from '../attempt.ts';
import { approved, each, mustBeRefused } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/only-approved-domains',
  level: 'MUST',
  says: "An email outside the method's approved domains MUST be refused, whether the person is new or known; the whole domain counts.",
  source: productRules('jit/only-approved-domains'),
  needs: ['approved-domains'],
  passesOnRefusal: true,
  judge(log) {
    const outside = attempts(log).filter(
      ({ facts }) => facts.email !== null && !approved(facts.email, facts.method.domains),
    );
    return each(outside, 'Nobody of another domain tried.', (attempt) =>
      mustBeRefused(
        attempt,
        `${attempt.facts.email} is of no approved domain (${attempt.facts.method.domains.join(', ')})`,
      ),
    );
  },
});
