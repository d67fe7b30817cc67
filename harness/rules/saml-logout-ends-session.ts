import { judgeEnded, namesStrongly } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-ends-session',
  level: 'MUST',
  says: 'A service provider MUST end the session that a LogoutRequest of its identity provider names as its assertion did.',
  source: saml('core', '§3.7.3.2, §3.3.4'),
  needs: ['single-logout'],
  judge: (log) => judgeEnded(log, namesStrongly),
});
