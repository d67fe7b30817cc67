import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/replay',
  stage: 'delivery',
  summary: 'The same response is delivered a second time, as it stands.',
  source: {
    title: 'SAML 2.0 Profiles, POST-specific processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.5',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { browser: ['other', 'same'] },
  apply: (deliveries, { browser }) => [...deliveries, ...deliveries.slice(-1).map((last) => ({ ...last, browser }))],
});
