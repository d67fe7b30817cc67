import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-event',
  level: 'MUST',
  says: 'An application MUST end no session by a token that does not say that it is about a logout.',
  source: openIdLogout('backchannel', '§2.6'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeOidcLogoutFault(log, 'back-channel', 'oidc/logout-token-event', 'oidc/logout-token-id-token'),
});
