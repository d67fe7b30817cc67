import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/code-missing',
  stage: 'delivery',
  summary: 'The response carries no code.',
  source: {
    title: 'OAuth 2.0, Authorization Response',
    at: 'RFC 6749 §4.1.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  flows: ['code'],
  options: { form: ['missing', 'empty'] },
  apply: (plans, { form }) => plans.map((plan) => withParameter(plan, 'code', form === 'missing' ? null : '')),
});
