import { defineFault } from '../fault.ts';
import { edited, elementAt, withChildren } from '../saml/elements.ts';
import type { XmlElement } from '../saml/xml.ts';

const PLACES = ['Response/Signature', 'Response/Assertion/Signature'] as const;

export default defineFault({
  id: 'saml/signature-altered',
  stage: 'wire',
  on: 'elements',
  summary: 'One character of the signature value is another than the IdP wrote.',
  source: {
    title: 'XML Signature Syntax and Processing, Signature Validation',
    at: 'xmldsig-core §3.2.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { of: ['every-signature', 'response', 'assertion'] },
  signature: 'broken',
  apply(response, { of }) {
    if (of === 'every-signature') return PLACES.reduce((whole, path) => edited(whole, path, altered), response);
    const path = PLACES[of === 'response' ? 0 : 1];
    elementAt(response, path);
    return edited(response, path, altered);
  },
});

const altered = (signature: XmlElement): XmlElement =>
  edited(signature, 'Signature/SignatureValue', (value) => {
    const texts = value.children.filter((child) => typeof child === 'string');
    return withChildren(value, [withOneOther(texts.join(''))]);
  });

/** Base64 of as many bytes, one of which is another. */
const withOneOther = (base64: string): string =>
  base64.replace(/^(.{10})(.)/, (_, before: string, one: string) => before + (one === 'A' ? 'B' : 'A'));
