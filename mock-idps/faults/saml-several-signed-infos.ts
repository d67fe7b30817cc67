import { defineFault, type SamlFaultContext } from '../fault.ts';
import { digestBy, unsigned } from '../saml/digests.ts';
import { childrenNamed, edited, isElement, localName, sibling, withAttribute, withChildren } from '../saml/elements.ts';
import type { XmlElement, XmlNode } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/several-signed-infos',
  stage: 'wire',
  on: 'elements',
  summary: 'One SignedInfo is signed, and another in the same signature holds the digest of forged content.',
  source: {
    title: 'Several SignedInfo elements in one signature (CVE-2025-29774)',
    at: 'GHSA-9p8x-f768-wp2g (xml-crypto)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion', 'response'],
  needs: ['victim'],
  // Where the forged one stands. `in-object`: inside an Object before the genuine one, which a search in document order meets first.
  options: { forged: ['behind', 'before', 'in-object'] },
  // Verifiers refuse the second SignedInfo, or find the genuine element under its ID.
  signature: 'broken',
  apply: (response, { forged }, context) =>
    context.draft.sign === 'response'
      ? wrapped(response, victims(response, context), forged)
      : edited(response, 'Response/Assertion', (assertion) => wrapped(assertion, victimsAssertion(context), forged)),
});

function victimsAssertion(context: SamlFaultContext): XmlElement {
  const draft = { ...context.draft, ...context.victim(), assertionId: context.newId() };
  return context.assertion(draft, { signed: false });
}

const victims = (response: XmlElement, context: SamlFaultContext): XmlElement =>
  edited(withAttribute(unsigned(response), 'ID', context.newId()), 'Response/Assertion', () =>
    victimsAssertion(context),
  );

/** The forged element with the genuine signature in it, which holds the genuine element in an Object at its end. */
function wrapped(genuine: XmlElement, forged: XmlElement, place: 'behind' | 'before' | 'in-object'): XmlElement {
  const [signature] = childrenNamed(genuine, 'Signature');
  const [info] = signature ? childrenNamed(signature, 'SignedInfo') : [];
  if (!signature || !info) throw new RangeError('There is no signature in the element.');
  const forgedInfo = naming(info, forged, digestBy(signature, forged));
  const infos: Record<typeof place, XmlNode[]> = {
    behind: [info, forgedInfo],
    before: [forgedInfo, info],
    'in-object': [sibling(signature, 'Object', [], [forgedInfo]), info],
  };
  const rest = signature.children.filter((child) => child !== info);
  const object = sibling(signature, 'Object', [], [unsigned(genuine)]);
  const [issuer, ...others] = forged.children;
  const first = issuer !== undefined && isElement(issuer) && localName(issuer) === 'Issuer' ? [issuer] : [];
  const signed = withChildren(signature, [...infos[place], ...rest, object]);
  return withChildren(forged, [...first, signed, ...(first.length ? others : forged.children)]);
}

/** The SignedInfo for another element. */
function naming(info: XmlElement, element: XmlElement, digest: string): XmlElement {
  const id = element.attributes.find(([name]) => name === 'ID')?.[1] ?? '';
  const referring = edited(info, 'SignedInfo/Reference', (reference) => withAttribute(reference, 'URI', `#${id}`));
  return edited(referring, 'SignedInfo/Reference/DigestValue', (value) => withChildren(value, [digest]));
}
