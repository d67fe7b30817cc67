import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/issuer',
  level: 'MUST',
  says: 'A relying party MUST refuse an ID token whose issuer is not exactly the one that it discovered.',
  source: openIdConnect('§3.1.3.7, 2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/issuer', 'oidc/other-tenant'),
});
