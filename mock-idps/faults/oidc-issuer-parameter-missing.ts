import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/issuer-parameter-missing',
  stage: 'delivery',
  summary: 'The response does not say which authorization server it comes from, though its metadata promise that.',
  source: {
    title: 'OAuth 2.0 Authorization Server Issuer Identification',
    at: 'RFC 9207 §2.4',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  apply(plans) {
    if (plans.some(({ parameters }) => parameters.every(([name]) => name !== 'iss')))
      throw new RangeError('The responses of this IdP do not name it.');
    return plans.map((plan) => withParameter(plan, 'iss', null));
  },
});
