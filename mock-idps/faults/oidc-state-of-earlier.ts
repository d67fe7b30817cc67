import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/state-of-earlier',
  stage: 'delivery',
  summary: 'The response carries the state of an earlier sign-in.',
  source: {
    title: 'OAuth 2.0, Cross-Site Request Forgery',
    at: 'RFC 6749 §10.12',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  returned: 'state',
  needs: ['request', 'earlier'],
  apply: (plans, _options, { earlier }) => plans.map((plan) => withParameter(plan, 'state', earlier().state)),
});
