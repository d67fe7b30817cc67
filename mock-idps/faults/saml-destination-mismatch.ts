import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/destination-mismatch',
  stage: 'draft',
  summary: "The response names another service provider's address as its Destination.",
  source: {
    title: 'SAML 2.0 Bindings, HTTP POST security considerations',
    at: 'saml-bindings-2.0-os §3.5.5.2',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { destination: 'https://other-sp.example/acs' },
  touches: ['destination'],
  apply: (draft, { destination }) => ({ ...draft, destination }),
});
