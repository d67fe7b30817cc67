import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/version',
  level: 'MUST',
  says: 'A service provider MUST NOT process a response or an assertion of another major version than 2.',
  source: saml('core', '§4.1.2; §4.1.3.2, §4.1.3.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/response-version', 'saml/assertion-version'),
});
