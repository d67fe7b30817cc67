import { attempts, wasKnown } from '../attempt.ts';
import { each, mustBeRefused } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/only-through-jit-url',
  level: 'MUST',
  says: 'A person without an account who comes by the ordinary login or by an IdP-initiated start MUST be refused, and nothing made.',
  source: productRules('jit/only-through-jit-url'),
  needs: ['jit', 'accounts'],
  passesOnRefusal: true,
  judge(log) {
    const elsewhere = attempts(log).filter((attempt) => attempt.facts.through !== 'jit-url' && !wasKnown(attempt));
    return each(elsewhere, 'Nobody without an account came by another way than the JIT login URL.', (attempt) =>
      mustBeRefused(
        attempt,
        `a person without an account came by ${attempt.facts.through === 'login' ? 'the ordinary login' : 'an IdP-initiated start'}`,
      ),
    );
  },
});
