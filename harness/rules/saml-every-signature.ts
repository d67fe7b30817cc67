import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/every-signature',
  level: 'MUST',
  says: 'A service provider MUST verify every signature that response and assertion carry, and refuse where one does not hold for the keys of the IdP.',
  source: saml('profiles', '§4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/assertion-by-another-key', 'saml/response-by-another-key'),
});
