import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/issuer-parameter',
  stage: 'delivery',
  summary: 'The response says that it comes from another authorization server (mix-up).',
  source: {
    title: 'OAuth 2.0 Authorization Server Issuer Identification',
    at: 'RFC 9207 §2.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request', 'other-app'],
  apply(plans, _options, { issuer, otherIssuer }) {
    const other = otherIssuer();
    if (other === issuer) throw new RangeError('The other application has the same issuer.');
    return plans.map((plan) => withParameter(plan, 'iss', other));
  },
});
