import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-response-in-response-to',
  message: 'logout-response',
  stage: 'draft',
  summary: 'A LogoutResponse that answers no LogoutRequest of the application.',
  source: {
    title: 'SAML 2.0 Core, Element StatusResponseType',
    at: 'saml-core-2.0-os §3.2.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { value: ['unknown', 'absent'] },
  touches: ['inResponseTo'],
  apply: (draft, { value }, context) => ({ ...draft, inResponseTo: value === 'absent' ? null : context.newId() }),
});
