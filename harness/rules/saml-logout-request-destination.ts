import { judgeLogoutFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-request-destination',
  level: 'MUST',
  says: 'A service provider MUST verify that the Destination of a signed LogoutRequest is the address that it came to.',
  source: saml('bindings', '§3.4.5.2; §3.5.5.2'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeLogoutFault(log, 'saml/logout-request-destination'),
});
