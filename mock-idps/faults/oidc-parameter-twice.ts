import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/parameter-twice',
  stage: 'delivery',
  summary: 'A parameter of the response stands there twice, with two values.',
  source: {
    title: 'OAuth 2.0, Authorization Endpoint',
    at: 'RFC 6749 §3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { name: ['state', 'code'], first: ['wrong', 'right'] },
  apply: (plans, { name, first }) =>
    plans.map((plan) => {
      const extra = [name, 'a-value-of-nobody'] as const;
      return { ...plan, parameters: first === 'wrong' ? [extra, ...plan.parameters] : [...plan.parameters, extra] };
    }),
});
