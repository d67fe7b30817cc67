import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/signed-tokens',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token from the token endpoint that is not signed with the algorithm that was agreed on.',
  source: openIdConnect('§3.1.3.7, 6 and 7'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/algorithm-none', 'oidc/unsigned'),
});
