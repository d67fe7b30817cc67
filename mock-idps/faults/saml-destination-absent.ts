import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/destination-absent',
  stage: 'draft',
  on: 'elements',
  summary: 'The signed response has no Destination, or an empty one.',
  source: {
    title: 'SAML 2.0 Bindings, HTTP POST security considerations',
    at: 'saml-bindings-2.0-os §3.5.5.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // An unsigned response may do without.
  shapes: ['response', 'both'],
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/@Destination'],
  apply: (response, { spelling }) =>
    withAttributeAt(response, 'Response', 'Destination', spelling === 'empty' ? '' : null),
});
