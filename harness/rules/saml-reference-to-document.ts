import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

/** Verified by the letter of XML Signature it covers the whole Response, so it hides nothing: OpenSAML takes it on purpose. */
export default defineRule({
  id: 'saml/reference-to-document',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a signed response whose Reference is empty, for the whole document, in place of its ID.',
  source: saml('core', '§5.4.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/reference-uri'),
});
