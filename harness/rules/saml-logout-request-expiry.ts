import { judgeLogoutFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-request-expiry',
  level: 'SHOULD',
  says: 'A service provider SHOULD end no session by a LogoutRequest whose NotOnOrAfter has passed.',
  source: saml('core', '§3.7.1'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeLogoutFault(log, 'saml/logout-request-expired'),
});
