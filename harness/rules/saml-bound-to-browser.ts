import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/bound-to-browser',
  level: 'MUST',
  says: 'A service provider MUST NOT sign a browser in with a response to a request that another browser made.',
  source: saml('profiles', '§4.1.4.3, §4.1.5; bindings §3.5.5'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/login-csrf'),
});
