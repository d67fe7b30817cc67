import { judgeLogoutFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-response-solicited',
  level: 'SHOULD',
  says: 'A service provider SHOULD end no session by a LogoutResponse that answers none of its LogoutRequests.',
  source: saml('core', '§3.2.2; profiles §4.4.4.2'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeLogoutFault(log, 'saml/logout-response-in-response-to'),
});
