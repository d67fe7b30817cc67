import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/authorized-party',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token whose authorized party is another application.',
  source: openIdConnect('§3.1.3.7, 5'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/authorized-party'),
});
