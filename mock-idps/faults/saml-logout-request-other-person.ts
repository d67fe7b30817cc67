import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-other-person',
  message: 'logout-request',
  stage: 'draft',
  summary: 'A LogoutRequest for somebody else, which this browser brings.',
  source: {
    title: 'SAML 2.0 Core, Session Participant Rules',
    at: 'saml-core-2.0-os §3.7.3.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['victim'],
  touches: ['nameId'],
  apply: (draft, _options, context) => ({ ...draft, nameId: { ...draft.nameId, value: context.victim().value } }),
});
