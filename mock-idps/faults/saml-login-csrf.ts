import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/login-csrf',
  stage: 'delivery',
  summary: 'The response arrives in another browser than the one that asked for it.',
  source: {
    title: 'SAML 2.0 Profiles, InResponseTo: the request it names belongs to one browser',
    at: 'saml-profiles-2.0-os §4.1.4.3',
    basis: 'inferred',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  // Whether the other browser waits for an answer of its own meanwhile.
  options: { other: ['never-asked', 'asked-itself'] },
  apply: (deliveries, { other }) =>
    deliveries.map((delivery) => ({
      ...delivery,
      browser: 'other' as const,
      ...(other === 'asked-itself' && { asksFirst: true as const }),
    })),
});
