import { judgeOidcLogoutFault } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-token-algorithm',
  level: 'SHOULD',
  says: 'An application SHOULD end no session by a logout token that is signed in another way than was agreed on.',
  source: openIdLogout('backchannel', '§2.6'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) => judgeOidcLogoutFault(log, 'back-channel', 'oidc/logout-token-hs256'),
});
