import { judgeFault } from '../judge.ts';
import { defineRule, xmlSignature } from '../rule.ts';

export default defineRule({
  id: 'saml/strong-algorithms',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse signatures and digests by SHA-1 or MD5.',
  source: xmlSignature('§6.2.1; RFC 6151; RFC 6194'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/weak-algorithm'),
});
