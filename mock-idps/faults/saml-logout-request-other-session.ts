import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-other-session',
  message: 'logout-request',
  stage: 'draft',
  summary: 'A LogoutRequest for another session of the same person.',
  source: {
    title: 'SAML 2.0 Core, Session Participant Rules',
    at: 'saml-core-2.0-os §3.7.3.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['sessionIndex'],
  apply: (draft, _options, context) => ({ ...draft, sessionIndex: context.newId() }),
});
