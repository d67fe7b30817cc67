import { defineLogoutFault } from '../fault.ts';

export default defineLogoutFault({
  id: 'saml/logout-request-expired',
  message: 'logout-request',
  stage: 'draft',
  summary: 'A LogoutRequest that held until an hour ago.',
  source: {
    title: 'node-saml does not check whether a LogoutRequest has expired (CVE-2023-40178)',
    at: 'CVE-2023-40178 (node-saml)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { minutes: 60 },
  touches: ['issueInstant', 'notOnOrAfter'],
  apply: (draft, { minutes }, { now }) => ({
    ...draft,
    issueInstant: now - (minutes + 5) * 60_000,
    notOnOrAfter: now - minutes * 60_000,
  }),
});
