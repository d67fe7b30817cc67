import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/expected-algorithm',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token that is signed by another algorithm than the one that was agreed on, which is RS256 by default.',
  source: openIdConnect('§3.1.3.7, 7'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/other-algorithm', 'oidc/hs256-client-secret'),
});
