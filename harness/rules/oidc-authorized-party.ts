import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/authorized-party',
  level: 'MAY',
  says: 'A relying party MAY refuse an ID token whose authorized party is another application.',
  source: openIdConnect('incorporating errata set 2, §3.1.3.7, 4 and 5, which leave it open'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/authorized-party'),
});
