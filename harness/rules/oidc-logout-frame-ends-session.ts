import { judgeOidcEnded } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-frame-ends-session',
  level: 'SHOULD',
  says: 'An application SHOULD end the session that the address in a frame of its identity provider names, without any cookie.',
  source: openIdLogout('frontchannel', '§2; §4.1'),
  needs: ['front-channel-logout'],
  judge: (log) => judgeOidcEnded(log, 'front-channel'),
});
