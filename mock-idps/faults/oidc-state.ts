import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/state',
  stage: 'delivery',
  summary: 'The state that comes back is another than the one that was sent, or is missing.',
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
  needs: ['request'],
  options: { form: ['other', 'missing', 'empty'] },
  apply: (plans, { form }) =>
    plans.map((plan) => withParameter(plan, 'state', { other: 'a-state-of-nobody', missing: null, empty: '' }[form])),
});
