import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-altered',
  message: 'logout-request',
  stage: 'wire',
  summary: 'A LogoutRequest that was given another time after it had been signed.',
  source: {
    title: 'SAML 2.0 Core, Session Participant Rules',
    at: 'saml-core-2.0-os §3.7.3.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  apply: (xml, _options, { now }) =>
    xml.replace(/ IssueInstant="[^"]*"/, ` IssueInstant="${new Date(now + 1000).toISOString()}"`),
});
