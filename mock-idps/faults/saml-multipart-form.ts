import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/multipart-form',
  stage: 'delivery',
  summary: 'The form is posted as multipart/form-data.',
  source: {
    title: 'SAML 2.0 Bindings, message encoding of HTTP POST: names no encoding of the form',
    at: 'saml-bindings-2.0-os §3.5.4',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'identity',
  grade: 'hygiene',
  apply: (deliveries) => deliveries.map((plan) => ({ ...plan, encoding: 'multipart/form-data' as const })),
});
