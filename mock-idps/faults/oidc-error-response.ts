import { defineOidcFault } from '../oidc/fault.ts';
import { withParameter } from '../oidc/delivery.ts';

export default defineOidcFault({
  id: 'oidc/error-response',
  stage: 'delivery',
  summary: 'The response carries an error in the place of a code.',
  source: {
    title: 'OAuth 2.0, Error Response',
    at: 'RFC 6749 §4.1.2.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { error: ['access_denied', 'server_error', 'temporarily_unavailable', 'an_error_of_nobody'] },
  apply: (plans, { error }) =>
    plans.map((plan) => {
      const { parameters } = withParameter(plan, 'code', null);
      const kept = parameters.filter(([name]) => name !== 'id_token');
      return {
        ...plan,
        parameters: [['error', error] as const, ['error_description', '<b>No.</b>'] as const, ...kept],
      };
    }),
});
