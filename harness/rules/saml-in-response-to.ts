import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/in-response-to',
  level: 'MUST',
  says: 'A service provider MUST refuse a response to a request that it never made.',
  source: saml('profiles', '§4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/in-response-to-unknown', 'saml/in-response-to-split'),
});
