import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-response-unsigned',
  message: 'logout-response',
  stage: 'draft',
  summary: 'A LogoutResponse without the signature that the IdP promises.',
  source: {
    title: 'SAML 2.0 Profiles, Use of Single Logout Protocol',
    at: 'saml-profiles-2.0-os §4.4.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  touches: ['signed'],
  apply: (draft) => ({ ...draft, signed: false }),
});
