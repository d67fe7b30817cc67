import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/nonce',
  level: 'MUST',
  says: 'A relying party that sent a nonce MUST refuse an ID token with another one, or with none.',
  source: openIdConnect('§3.1.3.7, 11'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/nonce', 'oidc/nonce-reused', 'oidc/logout-token'),
});
