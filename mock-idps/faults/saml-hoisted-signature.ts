import { defineFault } from '../fault.ts';
import { edited, elementAt, sibling } from '../saml/elements.ts';
import { bare, signatureOf, withExtensions, withLast, withSignature } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';

export default defineFault({
  id: 'saml/hoisted-signature',
  stage: 'wire',
  on: 'elements',
  summary:
    "The signature of the assertion was moved up to where the response's own would stand; the assertion in its place speaks for the victim.",
  source: {
    title: 'Signature wrapping in samlify (CVE-2025-47949), a form that is valid by the schema',
    at: 'GHSA-r683-v43c-6xqv',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  /** Where the genuine assertion lies. */
  options: { genuine: ['in-extensions', 'in-object'] },
  signature: 'valid',
  apply(response, { genuine }, context) {
    const assertion = elementAt(response, 'Response/Assertion');
    const signature = signatureOf(assertion);
    const original = bare(assertion);
    const forged = edited(response, 'Response/Assertion', () => forgedAssertion(context));
    return genuine === 'in-extensions'
      ? withExtensions(withSignature(forged, signature), original)
      : withSignature(forged, withLast(signature, sibling(signature, 'Object', [], [original])));
  },
});
