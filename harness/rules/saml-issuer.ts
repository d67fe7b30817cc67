import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/issuer',
  level: 'MUST',
  says: 'A service provider MUST refuse a response that another issuer than the configured IdP claims to have sent.',
  source: saml('profiles', '§4.1.4.2; §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/issuer-mismatch'),
});
