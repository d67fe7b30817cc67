import { defineFault } from '../fault.ts';
import { edited, withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/unsigned-response-bare',
  stage: 'draft',
  on: 'elements',
  summary: 'The response around a signed assertion leaves out what it may: its Issuer, or its Destination.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage; Core, StatusResponseType: both are optional',
    at: 'saml-profiles-2.0-os §4.1.4.2; saml-core-2.0-os §3.2.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  // A signed one has to have both.
  shapes: ['assertion'],
  options: { without: ['issuer', 'destination'] },
  touches: ['Response/Issuer', 'Response/@Destination'],
  apply: (response, { without }) =>
    without === 'issuer'
      ? edited(response, 'Response/Issuer', () => null)
      : withAttributeAt(response, 'Response', 'Destination', null),
});
