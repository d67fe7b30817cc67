import { judgeOidcEnded } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-of-the-person',
  level: 'SHOULD',
  says: 'An application SHOULD end every session of the person whom a logout token names where it names no session.',
  source: openIdLogout('backchannel', '§2.4, sid; §2.7'),
  needs: ['back-channel-logout'],
  judge: (log) => judgeOidcEnded(log, 'back-channel', 'oidc/logout-token-subject-alone'),
});
