import { judgeVariation } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/common-algorithms',
  level: 'SHOULD',
  says: 'A service provider SHOULD accept signatures with the other algorithms that SAML and XML Signature name: canonicalization with comments, Canonical XML 1.0, RSA with SHA-512.',
  source: saml('core', '§5.4.3; xmldsig-core1 §6.1'),
  failsOnRefusal: true,
  judge: (log) => judgeVariation(log, 'saml/other-algorithm'),
});
