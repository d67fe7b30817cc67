import { hash } from 'node:crypto';
import { attributeOf, elementAt, elementsAt, isElement, localName, withChildren } from './elements.ts';
import { DIGEST_METHODS } from './signature-form.ts';
import { write, type XmlElement } from './xml.ts';

/** The element without the signatures that are its own children: what these cover. */
export const unsigned = (element: XmlElement): XmlElement =>
  withChildren(
    element,
    element.children.filter((child) => !isElement(child) || localName(child) !== 'Signature'),
  );

/** The digest of an element as that signature takes one, in base64: by exclusive canonicalization with its prefixes. */
export function digestBy(signature: XmlElement, element: XmlElement): string {
  const reference = 'Signature/SignedInfo/Reference';
  const [namespaces] = elementsAt(signature, `${reference}/Transforms/Transform/InclusiveNamespaces`);
  const inclusive = (namespaces && attributeOf(namespaces, 'PrefixList')?.split(' ')) ?? [];
  const uri = attributeOf(elementAt(signature, `${reference}/DigestMethod`), 'Algorithm');
  const [method = 'sha256'] = Object.entries(DIGEST_METHODS).find(([, known]) => known === uri) ?? [];
  return hash(method, write(unsigned(element), { inclusive }).twin, 'base64');
}
