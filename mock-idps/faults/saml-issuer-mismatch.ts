import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/issuer-mismatch',
  stage: 'draft',
  summary: 'Response and assertion name an issuer that the service provider does not know, though the key is right.',
  source: {
    title: 'SAML 2.0 Profiles, Response Message Processing Rules',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { issuer: 'https://other-idp.example/metadata' },
  touches: ['issuer'],
  apply: (draft, { issuer }) => ({ ...draft, issuer }),
});
