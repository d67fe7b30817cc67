import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/other-method',
  stage: 'draft',
  summary: "Another method's IdP issued and signed the response, but addressed it to this method.",
  source: {
    title: 'SAML 2.0 Profiles, Response issued by the expected identity provider',
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
    'nameId',
    'confirmationNotOnOrAfter',
    'notBefore',
    'notOnOrAfter',
    'authnInstant',
    'sessionIndex',
    'authnContext',
    'attributes',
  ],
  apply: (draft, _options, context) => ({
    ...context.other(),
    destination: draft.destination,
    recipient: draft.recipient,
    audience: draft.audience,
  }),
});
