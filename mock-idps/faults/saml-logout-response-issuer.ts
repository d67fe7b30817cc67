import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-response-issuer',
  message: 'logout-response',
  stage: 'draft',
  summary: 'A LogoutResponse that names an issuer which the application does not know.',
  source: {
    title: 'SAML 2.0 Profiles, Use of Single Logout Protocol',
    at: 'saml-profiles-2.0-os §4.4.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { issuer: 'https://other-idp.example/metadata' },
  touches: ['issuer'],
  apply: (draft, { issuer }) => ({ ...draft, issuer }),
});
