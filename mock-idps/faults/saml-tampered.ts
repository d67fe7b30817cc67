import { defineFault } from '../fault.ts';
import { swapsFor, withTexts } from '../saml/forged-content.ts';

export default defineFault({
  id: 'saml/tampered',
  stage: 'wire',
  on: 'elements',
  summary:
    "A genuinely signed response in which the signer's NameID and addresses were replaced by the victim's afterwards.",
  source: {
    title: 'SAML 2.0 Core, SAML and XML Signature',
    at: 'saml-core-2.0-os §5',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  signature: 'broken',
  apply: (response, _options, context) => withTexts(response, swapsFor(context)),
});
