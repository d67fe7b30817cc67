import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/one-document',
  level: 'MUST',
  says: 'A service provider MUST read a message as one XML document: what stands behind or before the root that was signed signs nobody in.',
  source: saml('bindings', '§3.5.4; XML 1.0 §2.1'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/two-roots'),
});
