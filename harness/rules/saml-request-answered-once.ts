import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-answered-once',
  level: 'SHOULD',
  says: 'A service provider SHOULD take one response to each of its requests, and refuse a second one.',
  source: saml('profiles', '§4.1.4.3; core §3.2.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/request-answered-twice'),
});
