import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/expiry',
  level: 'MUST',
  says: 'A relying party MUST refuse an ID token whose time has passed, or that has none.',
  source: openIdConnect('§3.1.3.7, 9; §2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/expired', 'oidc/expiry'),
});
