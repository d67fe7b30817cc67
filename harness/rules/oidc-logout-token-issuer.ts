import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-issuer',
  level: 'MUST',
  says: 'An application MUST end a session by the logout token of that issuer alone who vouched for it.',
  source: openIdLogout('backchannel', '§2.6'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeOidcLogoutFault(log, 'back-channel', 'oidc/logout-token-issuer'),
});
