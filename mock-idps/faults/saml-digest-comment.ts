import { defineFault } from '../fault.ts';
import { digestBy } from '../saml/digests.ts';
import { childrenNamed, edited, isElement, localName, withChildren } from '../saml/elements.ts';
import { swapsFor, withTexts } from '../saml/forged-content.ts';
import type { XmlElement } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/digest-comment',
  stage: 'wire',
  on: 'elements',
  summary:
    "The message was changed to the victim's, and the digest of the change stands as a comment before the digest that was signed.",
  source: {
    title: 'A comment inside DigestValue (CVE-2025-29775)',
    at: 'GHSA-x3m8-899r-f7c3 (xml-crypto)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  signature: 'broken',
  apply(response, _options, context) {
    const forged = withTexts(response, swapsFor(context));
    // Inside out: the digest of the response covers what was put into the signature of the assertion.
    return vouchedFor(edited(forged, 'Response/Assertion', vouchedFor));
  },
});

/** The element with the digest that it has now as a comment in its signature; SignedInfo loses comments when it is canonicalised. */
function vouchedFor(element: XmlElement): XmlElement {
  const [signature] = childrenNamed(element, 'Signature');
  if (!signature) return element;
  const digest = digestBy(signature, element);
  const comment = { verbatim: `<!--${digest}-->`, canonical: '' };
  const vouching = edited(signature, 'Signature/SignedInfo/Reference/DigestValue', (value) =>
    withChildren(value, [comment, ...value.children]),
  );
  return withChildren(
    element,
    element.children.map((child) => (isElement(child) && localName(child) === 'Signature' ? vouching : child)),
  );
}
