import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-foreign-key',
  message: 'logout-request',
  stage: 'draft',
  summary: "A LogoutRequest signed with the attacker's own key, of whose certificate nobody knows.",
  source: {
    title: 'SAML 2.0 Core, Session Participant Rules',
    at: 'saml-core-2.0-os §3.7.3.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['key'],
  apply: (draft, _options, context) => ({ ...draft, key: context.attackerKey }),
});
