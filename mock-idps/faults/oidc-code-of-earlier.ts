import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/code-of-earlier',
  stage: 'delivery',
  summary: 'The response carries the code of an earlier sign-in, which has been used.',
  source: {
    title: 'OAuth 2.0, Authorization Code',
    at: 'RFC 6749 §4.1.2 and §10.5',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request', 'earlier'],
  flows: ['code', 'code id_token'],
  apply: (plans, _options, { earlier }) => plans.map((plan) => withParameter(plan, 'code', earlier().code)),
});
