import { defineFault } from '../fault.ts';
import { attributeOf, edited, withAttribute } from '../saml/elements.ts';
import { NS } from '../saml/names.ts';

const TYPED = [
  ['xmlns:xs', NS.xs],
  ['xmlns:xsi', NS.xsi],
  ['xsi:type', 'xs:string'],
] as const;

export default defineFault({
  id: 'saml/value-types',
  stage: 'draft',
  on: 'elements',
  summary:
    'Attribute values are strings by xsi:type where the vendor says otherwise, and of no type where the vendor says that.',
  source: {
    title: 'SAML 2.0 Core, AttributeValue: xsi:type is optional',
    at: 'saml-core-2.0-os §2.7.3.1.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['Response/Assertion/AttributeStatement/Attribute/AttributeValue'],
  apply: (response) =>
    edited(response, 'Response/Assertion/AttributeStatement/Attribute/AttributeValue', (value) => {
      const bare = ['xmlns:xs', 'xmlns:xsi', 'xsi:type'].reduce((rest, name) => withAttribute(rest, name, null), value);
      return attributeOf(value, 'xsi:type') === 'xs:string' ? bare : { ...bare, attributes: TYPED };
    }),
});
