import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/subject-not-empty',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token whose subject is an empty text.',
  source: openIdConnect('§2, sub'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/subject'),
});
