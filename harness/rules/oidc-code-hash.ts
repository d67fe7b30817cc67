import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/code-hash',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse a code that does not belong to the ID token that came with it.',
  source: openIdConnect('§3.3.2.10; §3.3.2.11, c_hash'),
  needs: ['front-channel'],
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/c-hash'),
});
