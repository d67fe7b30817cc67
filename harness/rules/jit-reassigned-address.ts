import { attempts, wasKnown } from '../attempt.ts';
import { each, mustBeRefused } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/reassigned-address',
  level: 'SHOULD',
  says: "The same address with another subject at the same IdP SHOULD NOT be signed in as the earlier person without an owner's act.",
  source: productRules('jit/reassigned-address'),
  needs: ['jit'],
  passesOnRefusal: true,
  judge(log) {
    const again = attempts(log).filter((attempt) => attempt.facts.changed.includes('subject') && wasKnown(attempt));
    return each(again, 'Nobody came with an address that was given to somebody else.', (attempt) => {
      if (!attempt.emitted?.data.subjectId)
        return blocked(
          'The IdP sent no lasting subject beside the address.',
          ...(attempt.emitted ? [attempt.emitted] : []),
        );
      return mustBeRefused(attempt, 'the address was given to another person');
    });
  },
});
