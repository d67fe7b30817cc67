import { defineFault } from '../fault.ts';
import { withDoctype } from '../saml/prolog.ts';

export default defineFault({
  id: 'saml/doctype',
  stage: 'wire',
  summary: 'The message has a document type declaration that declares nothing of consequence.',
  source: {
    title: 'Entities are declared in document types, and no SAML message has one',
    at: 'OWASP XML External Entity Prevention Cheat Sheet',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  signature: 'valid',
  apply: (xml) => withDoctype(xml, '[<!ELEMENT harmless EMPTY>]'),
});
