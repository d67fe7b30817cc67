import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/not-before',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse an ID token that says that it is not valid yet.',
  source: rfc(7519, '§4.1.5', 'JSON Web Token'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/not-yet-valid'),
});
