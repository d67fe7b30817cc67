import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/signature-covers-content',
  level: 'MUST',
  says: 'A service provider MUST verify the digest of what was signed: content changed after signing is refused.',
  source: saml('core', '§5.4; XML Signature Syntax and Processing §3.2.1'),
  passesOnRefusal: true,
  judge: (log) =>
    judgeFault(
      log,
      'saml/tampered',
      'saml/smuggled-digest',
      'saml/broken-reference',
      'saml/digest-comment',
      'saml/void-canonicalization',
    ),
});
