import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-nonce',
  level: 'MUST',
  says: 'An application MUST end no session by a logout token with a nonce.',
  source: openIdLogout('backchannel', '§2.6'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeOidcLogoutFault(log, 'back-channel', 'oidc/logout-token-nonce'),
});
