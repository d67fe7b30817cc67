import { attempts } from '../attempt.ts';
import { refusedFor } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/only-approved-domains',
  level: 'MUST',
  says: "An email outside the method's approved domains MUST be refused, whether the person is new or known; the whole domain counts.",
  source: productRules('jit/only-approved-domains'),
  needs: ['approved-domains'],
  passesOnRefusal: true,
  judge: (log) => refusedFor(attempts(log), log, ['domain'], 'Nobody of another domain tried.'),
});
