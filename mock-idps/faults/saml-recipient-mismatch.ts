import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/recipient-mismatch',
  stage: 'draft',
  summary: "The subject confirmation names another service provider's address as its recipient.",
  source: {
    title: 'SAML 2.0 Profiles, Response message processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { recipient: 'https://other-sp.example/acs' },
  touches: ['recipient'],
  apply: (draft, { recipient }) => ({ ...draft, recipient }),
});
