import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-issuer',
  message: 'logout-request',
  stage: 'draft',
  summary: 'A LogoutRequest that names an issuer which the application does not know, though the key is right.',
  source: {
    title: 'SAML 2.0 Profiles, Use of Single Logout Protocol',
    at: 'saml-profiles-2.0-os §4.4.4.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { issuer: 'https://other-idp.example/metadata' },
  touches: ['issuer'],
  apply: (draft, { issuer }) => ({ ...draft, issuer }),
});
