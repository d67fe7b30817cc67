import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/critical-header',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token whose header demands an extension that it does not know.',
  source: rfc(7515, '§4.1.11', 'JSON Web Signature'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/critical-header'),
});
