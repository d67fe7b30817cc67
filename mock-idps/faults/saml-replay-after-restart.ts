import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/replay-after-restart',
  stage: 'delivery',
  summary: 'The same response is delivered a second time after the service provider was started anew.',
  source: {
    title: 'SAML 2.0 Profiles, POST-specific processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.5',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { browser: ['same', 'other'] },
  apply: (deliveries, { browser }) => [
    ...deliveries,
    ...deliveries.slice(-1).map((last) => ({ ...last, browser, after: 'restart' as const })),
  ],
});
