import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/issued-at-required',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token that does not say when it was issued.',
  source: openIdConnect('§2, iat'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/issued-at-missing'),
});
