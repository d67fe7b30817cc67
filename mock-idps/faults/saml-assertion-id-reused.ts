import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/assertion-id-reused',
  stage: 'draft',
  summary: 'A new response whose assertion has the ID of an earlier one.',
  source: {
    title: 'SAML 2.0 Profiles, POST-specific processing rules: the set of used ID values',
    at: 'saml-profiles-2.0-os §4.1.4.5',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['earlier'],
  touches: ['assertionId'],
  apply: (draft, _options, context) => ({ ...draft, assertionId: context.earlier().assertionId }),
});
