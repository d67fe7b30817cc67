import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/no-shared-secret',
  level: 'MUST',
  says: 'A service provider MUST NOT verify an HMAC with what it knows of the IdP: a certificate is public.',
  source: saml('profiles', '§4.1.4.3; xmldsig-core1 §6.3.1'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/hmac-confusion', 'saml/hmac-truncation'),
});
