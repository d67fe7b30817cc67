import { attempts, outcome } from '../attempt.ts';
import { each, mustBeRefused, usableEmail } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/needs-an-email',
  level: 'MUST',
  says: 'A sign-in without a usable email MUST be refused, and nothing made.',
  source: productRules('jit/needs-an-email'),
  needs: ['jit'],
  passesOnRefusal: true,
  judge(log) {
    const without = attempts(log).filter((attempt) => attempt.emitted && !usableEmail(attempt));
    return each(without, 'The IdP never sent a message without a usable email.', (attempt) => {
      const result = outcome(attempt);
      if (result.kind === 'refused' && attempt.ended.every(({ data }) => data.delivered === 'none')) {
        return blocked('The message without an email never reached the application.', ...result.witness);
      }
      return mustBeRefused(
        attempt,
        `the message names ${attempt.emitted?.data.nameId.value ?? 'nobody'}, which is no usable email`,
      );
    });
  },
});
