import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/other-method-response',
  stage: 'draft',
  summary: "A response that another method's IdP issued for that method is delivered to this one.",
  source: {
    title: 'SAML 2.0 Profiles, Response message processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['other-app'],
  touches: [
    'vendor',
    'key',
    'sign',
    'responseId',
    'assertionId',
    'issuer',
    'destination',
    'nameId',
    'recipient',
    'confirmationNotOnOrAfter',
    'notBefore',
    'notOnOrAfter',
    'audience',
    'authnInstant',
    'sessionIndex',
    'authnContext',
    'attributes',
  ],
  // It keeps the id of the live request, so that nothing but the issuer and the address gives it away.
  apply: (_draft, _options, context) => context.other(),
});
