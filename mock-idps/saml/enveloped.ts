import { childrenNamed, isElement, localName, sibling, withChildren } from './elements.ts';
import type { XmlElement, XmlNode } from './xml.ts';

/** The signature that stands in the element itself. @throws RangeError where there is none */
export function signatureOf(element: XmlElement): XmlElement {
  const [found] = childrenNamed(element, 'Signature');
  if (!found) throw new RangeError(`The ${localName(element)} has no signature of its own.`);
  return found;
}

/** The element without the signature that stands in it: what that signature covers. */
export const bare = (element: XmlElement): XmlElement =>
  withChildren(
    element,
    element.children.filter((child) => !isElement(child) || localName(child) !== 'Signature'),
  );

/** The element with a signature, or whatever else, behind its Issuer, or first where it has none. */
export const withSignature = (element: XmlElement, ...signature: readonly XmlNode[]): XmlElement =>
  behind(element, ['Issuer'], signature);

/** The response with Extensions that hold these elements. Nothing in SAML says what they mean. */
export const withExtensions = (response: XmlElement, ...content: readonly XmlNode[]): XmlElement =>
  behind(response, ['Issuer', 'Signature'], [sibling(response, 'Extensions', [], content)]);

/** The element with nodes at its end. */
export const withLast = (element: XmlElement, ...nodes: readonly XmlNode[]): XmlElement =>
  withChildren(element, [...element.children, ...nodes]);

/** The element with nodes behind those of its first children that have one of these names. */
function behind(element: XmlElement, names: readonly string[], nodes: readonly XmlNode[]): XmlElement {
  const { children } = element;
  const end = children.findIndex((child) => !isElement(child) || !names.includes(localName(child)));
  const at = end < 0 ? children.length : end;
  return withChildren(element, [...children.slice(0, at), ...nodes, ...children.slice(at)]);
}
