import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/signed-element-only',
  level: 'MUST',
  says: 'A service provider MUST read identity and attributes only from the element that the verified signature covers.',
  source: saml('core', '§5.4.2, §5.4.6'),
  passesOnRefusal: true,
  judge: (log) =>
    judgeFault(
      log,
      'saml/wrapped-response',
      'saml/wrapped-sibling',
      'saml/wrapped-assertion',
      'saml/hoisted-signature',
      'saml/displaced-assertion',
      'saml/smuggled-subject',
      'saml/attribute-pollution',
      'saml/namespace-confusion',
      'saml/parser-differential',
      'saml/id-by-entity',
    ),
});
