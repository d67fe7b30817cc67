import { defineFault } from '../fault.ts';

const NAMES = { 'lower-case': 'samlresponse', request: 'SAMLRequest' } as const;

export default defineFault({
  id: 'saml/parameter-name',
  stage: 'delivery',
  summary: 'The form field that holds the response has another name than SAMLResponse.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { name: ['lower-case', 'request'] },
  apply: (deliveries, { name: chosen }) =>
    deliveries.map((plan) => ({
      ...plan,
      fields: plan.fields.map(([name, value]) => [name === 'SAMLResponse' ? NAMES[chosen] : name, value] as const),
    })),
});
