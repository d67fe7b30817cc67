import { judgeLogoutFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-request-authenticated',
  level: 'MUST',
  says: 'A service provider MUST authenticate a LogoutRequest before it ends a session.',
  source: saml('core', '§3.7.3.2; profiles §4.4.4.1'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeLogoutFault(
      log,
      'saml/logout-request-unsigned',
      'saml/logout-request-foreign-key',
      'saml/logout-request-altered',
    ),
});
