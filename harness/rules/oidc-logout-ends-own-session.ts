import { judgeOwnSession } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-ends-own-session',
  level: 'SHOULD',
  says: 'An application SHOULD sign a person out who asks for it, whatever becomes of the session at the identity provider.',
  source: openIdLogout('rpinitiated', '§2'),
  needs: ['rp-initiated-logout'],
  judge: judgeOwnSession,
});
