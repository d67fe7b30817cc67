import { attempts } from '../attempt.ts';
import { judgeFault } from '../judge.ts';
import { blocked, defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/issuer',
  level: 'MUST',
  says: 'A service provider MUST refuse a response that another issuer than the configured IdP claims to have sent.',
  source: saml('profiles', '§4.1.4.2; §4.1.4.3'),
  passesOnRefusal: true,
  judge(log) {
    // What nobody signed may say anything: there only the assertion's issuer counts.
    const unsigned = attempts(log).find(
      ({ facts, emitted }) =>
        emitted?.data.shape === 'assertion' && facts.faults.some(({ id }) => id === 'saml/response-issuer'),
    );
    if (unsigned?.emitted)
      return blocked('The response that names another issuer was not signed, which asks for less.', unsigned.emitted);
    return judgeFault(log, 'saml/issuer-mismatch', 'saml/assertion-issuer', 'saml/response-issuer');
  },
});
