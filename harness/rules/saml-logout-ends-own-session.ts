import { judgeOwnSession } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-ends-own-session',
  level: 'SHOULD',
  says: 'An application SHOULD sign a person out who asks for it, whatever the identity provider answers.',
  source: saml('profiles', '§4.4.2'),
  needs: ['single-logout'],
  judge: judgeOwnSession,
});
