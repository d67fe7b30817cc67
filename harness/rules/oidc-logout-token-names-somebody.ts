import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-names-somebody',
  level: 'MUST',
  says: 'An application MUST end no session by a logout token that names neither a person nor a session.',
  source: openIdLogout('backchannel', '§2.6'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeOidcLogoutFault(log, 'back-channel', 'oidc/logout-token-nobody'),
});
