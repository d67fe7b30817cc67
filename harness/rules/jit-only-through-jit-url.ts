import { accountReading, attempts, wasKnown } from '../attempt.ts';
import { each, refusedFor } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/only-through-jit-url',
  level: 'MUST',
  says: 'A person without an account who comes by the ordinary login or by an IdP-initiated start MUST be refused, and nothing made.',
  source: productRules('jit/only-through-jit-url'),
  needs: ['jit', 'accounts'],
  passesOnRefusal: true,
  judge(log) {
    const nothing = 'Nobody without an account came by another way than the JIT login URL.';
    const elsewhere = attempts(log).filter((attempt) => attempt.facts.through !== 'jit-url' && !wasKnown(attempt));
    return each(elsewhere, nothing, (attempt) =>
      accountReading(attempt, 'before')
        ? // That the application takes no unsolicited responses at all is one way to keep this rule.
          refusedFor([attempt], log, ['way', 'unsolicited'], nothing)
        : blocked('Whether there was an account before could not be read.', ...attempt.unreadable),
    );
  },
});
