import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/subject-required',
  level: 'MUST',
  says: 'A relying party MUST refuse an ID token that names no subject.',
  source: openIdConnect('§2, sub; §3.1.3.7'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/subject'),
});
