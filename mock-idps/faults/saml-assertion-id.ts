import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/assertion-id',
  stage: 'draft',
  on: 'elements',
  summary: 'The assertion has no ID, or an empty one.',
  source: {
    title: 'SAML 2.0 Core, Assertion: ID is required',
    at: 'saml-core-2.0-os §2.3.3, §1.3.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // A signature over the assertion would name it by this ID.
  shapes: ['response'],
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/Assertion/@ID'],
  apply: (response, { spelling }) =>
    withAttributeAt(response, 'Response/Assertion', 'ID', spelling === 'empty' ? '' : null),
});
