import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/audience',
  level: 'MUST',
  says: 'A relying party MUST refuse an ID token that was made for another application, alone or too.',
  source: openIdConnect('§3.1.3.7, 3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/audience', 'oidc/further-audience'),
});
