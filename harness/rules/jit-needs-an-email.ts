import { attempts } from '../attempt.ts';
import { judgeFault, refusedFor } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

/** Messages that lost the address on the way: what the IdP would have sent had one. */
const NAMELESS = ['saml/missing-nameid', 'saml/nameid-empty'];

export default defineRule({
  id: 'jit/needs-an-email',
  level: 'MUST',
  says: 'A sign-in without a usable email MUST be refused, and nothing made.',
  source: productRules('jit/needs-an-email'),
  needs: ['jit'],
  passesOnRefusal: true,
  judge(log) {
    if (attempts(log).some(({ facts }) => facts.faults.some(({ id }) => NAMELESS.includes(id))))
      return judgeFault(log, ...NAMELESS);
    const sent = attempts(log).filter(({ emitted }) => emitted);
    return refusedFor(sent, log, ['no-email'], 'The IdP never sent a message without a usable email.');
  },
});
