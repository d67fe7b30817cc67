import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/response-issuer-missing',
  stage: 'draft',
  on: 'elements',
  summary: 'The signed response does not say who issued it.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage (errata: an Issuer where the response is signed)',
    at: 'saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // An unsigned response may do without.
  shapes: ['response', 'both'],
  touches: ['Response/Issuer'],
  apply: (response) => edited(response, 'Response/Issuer', () => null),
});
