import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/no-assertion',
  stage: 'draft',
  on: 'elements',
  summary: 'The response says Success and holds no assertion.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage: at least one assertion',
    at: 'saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  // Without the assertion nothing else would be signed.
  shapes: ['response', 'both'],
  touches: ['Response/Assertion'],
  apply: (response) => edited(response, 'Response/Assertion', () => null),
});
