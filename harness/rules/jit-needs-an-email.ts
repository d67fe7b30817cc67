import { attempts, type Attempt } from '../attempt.ts';
import type { Facts } from '../observation.ts';
import { judgeFault, reasonsToRefuse, refusedFor } from '../judge.ts';
import { defineRule, productRules, skipped } from '../rule.ts';

/** Messages that lost the address on the way: what the IdP would have sent had one. */
const NAMELESS = ['saml/missing-nameid', 'saml/nameid-empty'];

const asksForAnAddress = ({ request }: Facts['idp.request']): boolean =>
  request?.nameIdPolicy?.format?.endsWith(':emailAddress') === true;

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
    const asking = log.all('idp.request').find(({ data }) => asksForAnAddress(data));
    const hasAddress = (attempt: Attempt) => reasonsToRefuse(attempt, log).every(({ ground }) => ground !== 'no-email');
    if (asking && sent.length > 0 && sent.every(hasAddress))
      return skipped('The application asks for the address as NameID, and the IdP follows its requests.', asking);
    return refusedFor(sent, log, ['no-email'], 'The IdP never sent a message without a usable email.');
  },
});
