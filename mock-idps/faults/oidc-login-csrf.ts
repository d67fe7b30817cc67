import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/login-csrf',
  stage: 'delivery',
  summary: 'The response arrives in another browser than the one that asked for it.',
  source: {
    title: 'OAuth 2.0, Cross-Site Request Forgery',
    at: 'RFC 6749 §10.12',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  options: { other: ['never-asked', 'asked-itself'] },
  // Whether the other browser waits for an answer of its own meanwhile.
  apply: (plans, { other }) =>
    plans.map((plan) => ({
      ...plan,
      browser: 'other' as const,
      ...(other === 'asked-itself' && { asksFirst: true as const }),
    })),
});
