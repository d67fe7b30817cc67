import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/no-shared-secret',
  level: 'SHOULD',
  says: 'A relying party SHOULD NOT take a public key for the secret of a MAC.',
  source: rfc(8725, '§3.1', 'JSON Web Token Best Current Practices'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/hs256-public-key'),
});
