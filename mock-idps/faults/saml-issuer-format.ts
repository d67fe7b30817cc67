import { defineFault } from '../fault.ts';
import { attributeOf, edited, withAttribute } from '../saml/elements.ts';
import { NAMEID_FORMAT } from '../saml/names.ts';

export default defineFault({
  id: 'saml/issuer-format',
  stage: 'draft',
  on: 'elements',
  summary: 'Issuers name their Format where the vendor leaves it out, and leave it out where the vendor names it.',
  source: {
    title: 'SAML 2.0 Core, Issuer: without a Format it is an entity ID',
    at: 'saml-core-2.0-os §2.2.5, §8.3.6',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['Response/Issuer/@Format', 'Response/Assertion/Issuer/@Format'],
  apply: (response) =>
    ['Response/Issuer', 'Response/Assertion/Issuer'].reduce(
      (rest, path) =>
        edited(rest, path, (issuer) =>
          withAttribute(issuer, 'Format', attributeOf(issuer, 'Format') === null ? NAMEID_FORMAT.entity : null),
        ),
      response,
    ),
});
