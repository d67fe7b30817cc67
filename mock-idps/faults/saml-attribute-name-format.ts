import { defineFault } from '../fault.ts';
import { attributeOf, edited, withAttribute } from '../saml/elements.ts';
import { ATTRNAME_UNSPECIFIED } from '../saml/names.ts';

export default defineFault({
  id: 'saml/attribute-name-format',
  stage: 'draft',
  on: 'elements',
  summary:
    'Attributes name their NameFormat where the vendor leaves it out, and leave it out where the vendor names it.',
  source: {
    title: 'SAML 2.0 Core, Attribute: NameFormat is optional',
    at: 'saml-core-2.0-os §2.7.3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['Response/Assertion/AttributeStatement/Attribute/@NameFormat'],
  apply: (response) =>
    edited(response, 'Response/Assertion/AttributeStatement/Attribute', (attribute) =>
      withAttribute(
        attribute,
        'NameFormat',
        attributeOf(attribute, 'NameFormat') === null ? ATTRNAME_UNSPECIFIED : null,
      ),
    ),
});
