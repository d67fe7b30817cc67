import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/parameter-missing',
  stage: 'delivery',
  summary: 'The form that should bring the response brings none.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  apply: (deliveries) =>
    deliveries.map((plan) => ({
      ...plan,
      fields: [...plan.fields.filter(([name]) => name !== 'SAMLResponse'), ['submit', 'Continue'] as const],
    })),
});
