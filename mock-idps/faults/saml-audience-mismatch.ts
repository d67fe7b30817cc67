import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/audience-mismatch',
  stage: 'draft',
  summary: 'The assertion is addressed to another service provider.',
  source: {
    title: 'SAML 2.0 Core, AudienceRestriction',
    at: 'saml-core-2.0-os §2.5.1.4',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { audience: 'https://other-sp.example/metadata' },
  touches: ['audience'],
  apply: (draft, { audience }) => ({ ...draft, audience }),
});
