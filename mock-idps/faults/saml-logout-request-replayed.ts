import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-replayed',
  message: 'logout-request',
  stage: 'delivery',
  summary: 'The LogoutRequest of an earlier session, which has ended, as it was.',
  source: {
    title: 'SAML 2.0 Core, Session Participant Rules',
    at: 'saml-core-2.0-os §3.7.3.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['earlier'],
  apply: (_sent, _options, context) => context.earlier(),
});
