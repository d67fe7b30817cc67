import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/callback-replay',
  stage: 'delivery',
  summary: 'The same response is delivered a second time, as it stands.',
  source: {
    title: 'OAuth 2.0, Authorization Code',
    at: 'RFC 6749 §4.1.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  // A code is for one use. What comes without one is bound to the browser, and in that it may come again.
  flows: ['code', 'code id_token'],
  options: { browser: ['other', 'same'] },
  apply: (plans, { browser }) => [...plans, ...plans.slice(-1).map((last) => ({ ...last, browser }))],
});
