import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/text-plain-form',
  stage: 'delivery',
  summary: 'The form is posted as plain text: line by line, or so that its text is JSON.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST: an HTML form control',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { form: ['lines', 'json'] },
  apply: (deliveries, { form }) =>
    deliveries.map((plan) => ({
      ...plan,
      encoding: 'text/plain' as const,
      fields:
        form === 'lines'
          ? plan.fields
          : // The sign between name and value falls into a field that nobody reads.
            [[`${JSON.stringify(Object.fromEntries(plan.fields)).slice(0, -1)},"rest":"`, '"}'] as const],
    })),
});
