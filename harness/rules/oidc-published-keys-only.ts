import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/published-keys-only',
  level: 'SHOULD',
  says: 'A relying party SHOULD verify an ID token with keys of its issuer alone, never with one that the token brings along or names.',
  source: rfc(8725, '§3.8, §3.10', 'JSON Web Token Best Current Practices'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/embedded-key', 'oidc/key-address'),
});
