import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/session-end',
  level: 'SHOULD',
  says: 'A service provider SHOULD open no session by an assertion whose SessionNotOnOrAfter has passed.',
  source: saml('profiles', '§4.1.4.3; core §2.7.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/session-ended'),
});
