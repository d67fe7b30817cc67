import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/session-ended',
  stage: 'draft',
  on: 'elements',
  summary: 'The session that the assertion tells of ended an hour ago.',
  source: {
    title: 'SAML 2.0 Core, AuthnStatement; Profiles, Response message processing rules',
    at: 'saml-core-2.0-os §2.7.2; saml-profiles-2.0-os §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  touches: ['Response/Assertion/AuthnStatement/@SessionNotOnOrAfter'],
  apply: (response, _options, { now }) =>
    withAttributeAt(
      response,
      'Response/Assertion/AuthnStatement',
      'SessionNotOnOrAfter',
      new Date(now - 60 * 60_000).toISOString(),
    ),
});
