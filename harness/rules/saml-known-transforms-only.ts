import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/known-transforms-only',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a signature with transforms other than the enveloped signature and exclusive canonicalization, or with very many.',
  source: saml('core', '§5.4.4'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/stylesheet-transform', 'saml/many-transforms'),
});
