import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/response-issuer',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a response that does not name the issuer of its assertion: another or an empty one, or none where it is signed.',
  source: saml('profiles', '§4.1.4.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/response-issuer', 'saml/response-issuer-missing'),
});
