import { attempts } from '../attempt.ts';
import { refusedFor } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/needs-an-email',
  level: 'MUST',
  says: 'A sign-in without a usable email MUST be refused, and nothing made.',
  source: productRules('jit/needs-an-email'),
  needs: ['jit'],
  passesOnRefusal: true,
  judge(log) {
    const sent = attempts(log).filter(({ emitted }) => emitted);
    return refusedFor(sent, log, ['no-email'], 'The IdP never sent a message without a usable email.');
  },
});
