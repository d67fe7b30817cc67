import { judgeFetches } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/fetches-nothing',
  level: 'SHOULD',
  says: 'A relying party SHOULD NOT fetch a key from an address that only the header of a token names.',
  source: rfc(8725, '§3.10', 'JSON Web Token Best Current Practices'),
  passesOnRefusal: true,
  judge: (log) => judgeFetches(log, 'oidc/key-address'),
});
