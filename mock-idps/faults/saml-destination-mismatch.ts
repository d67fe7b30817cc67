import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/destination-mismatch',
  stage: 'draft',
  summary: "A signed response whose Destination is another service provider's address.",
  source: {
    title: 'SAML 2.0 Bindings, HTTP POST security considerations',
    at: 'saml-bindings-2.0-os §3.5.5.2',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  // Only on a signed response is the check mandatory; on an unsigned one anybody can write what is expected.
  shapes: ['response', 'both'],
  options: { destination: 'https://other-sp.example/acs' },
  touches: ['destination'],
  apply: (draft, { destination }) => ({ ...draft, destination }),
});
