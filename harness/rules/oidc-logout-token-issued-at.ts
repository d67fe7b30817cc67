import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-issued-at',
  level: 'SHOULD',
  says: 'An application SHOULD end no session by a logout token that does not say when it was issued.',
  source: openIdLogout('backchannel', '§2.4, §2.6'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeOidcLogoutFault(log, 'back-channel', 'oidc/logout-token-issued-at'),
});
