import { judgeLogoutFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-request-issuer',
  level: 'MUST',
  says: 'A service provider MUST end a session by the LogoutRequest of that identity provider alone that vouched for it.',
  source: saml('core', '§3.7.3.2; profiles §4.4.4.1'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeLogoutFault(log, 'saml/logout-request-issuer'),
});
