import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-response-failed',
  message: 'logout-response',
  stage: 'draft',
  summary: 'A LogoutResponse that says that the session at the IdP could not be ended.',
  source: {
    title: 'SAML 2.0 Core, Element StatusCode',
    at: 'saml-core-2.0-os §3.2.2.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { status: ['Responder', 'Requester'] },
  touches: ['status'],
  apply: (draft, { status }) => ({ ...draft, status }),
});
