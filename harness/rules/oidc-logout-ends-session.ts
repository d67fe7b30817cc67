import { judgeOidcEnded } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-ends-session',
  level: 'MUST',
  says: 'An application MUST end the session that a logout token of its identity provider names.',
  source: openIdLogout('backchannel', '§2.7'),
  needs: ['back-channel-logout'],
  judge: (log) => judgeOidcEnded(log, 'back-channel'),
});
