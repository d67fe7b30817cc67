import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/session-lasts',
  stage: 'draft',
  on: 'elements',
  summary: 'The assertion tells when the session at the IdP will end: in eight hours.',
  source: {
    title: 'SAML 2.0 Core, AuthnStatement: SessionNotOnOrAfter is optional',
    at: 'saml-core-2.0-os §2.7.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['Response/Assertion/AuthnStatement/@SessionNotOnOrAfter'],
  apply: (response, _options, { now }) =>
    withAttributeAt(
      response,
      'Response/Assertion/AuthnStatement',
      'SessionNotOnOrAfter',
      new Date(now + 8 * 60 * 60_000).toISOString(),
    ),
});
