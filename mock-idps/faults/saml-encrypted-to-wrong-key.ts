import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/encrypted-to-wrong-key',
  stage: 'draft',
  summary: 'The assertion is encrypted to a certificate that the service provider never had.',
  source: {
    title: 'SAML 2.0 Core, EncryptedAssertion',
    at: 'saml-core-2.0-os §2.3.4, §6.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  shapes: ['encrypted'],
  touches: ['encryption'],
  apply: (draft, _options, context) => ({
    ...draft,
    encryption: draft.encryption && { ...draft.encryption, certificate: context.attackerKey.certificate },
  }),
});
