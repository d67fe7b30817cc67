import { defineFault } from '../fault.ts';
import { attributeOf, edited, elementAt, standalone } from '../saml/elements.ts';
import { bare, signatureOf, withExtensions, withSignature } from '../saml/enveloped.ts';

export default defineFault({
  id: 'saml/smuggled-digest',
  stage: 'wire',
  on: 'elements',
  summary:
    "The assertion was rewritten for the victim under its genuine signature, and the digest of the result lies in the response's extensions, before the signed one.",
  source: {
    title: 'A digest looked for anywhere in the document: ruby-saml (CVE-2024-45409)',
    at: 'GHSA-jw9c-mfg7-9rx2 (ruby-saml)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  signature: 'broken',
  apply(response, _options, context) {
    const assertion = elementAt(response, 'Response/Assertion');
    const signature = signatureOf(assertion);
    const id = attributeOf(assertion, 'ID') ?? context.draft.assertionId;
    // Signed only to learn the digest that the IdP would have written.
    const forged = context.assertion({ ...context.draft, ...context.victim(), assertionId: id }, { signed: true });
    const seal = signatureOf(forged);
    const digest = standalone(elementAt(seal, 'Signature/SignedInfo/Reference/DigestValue'), seal);
    return withExtensions(
      edited(response, 'Response/Assertion', () => withSignature(bare(forged), signature)),
      digest,
    );
  },
});
