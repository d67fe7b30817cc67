import { childrenNamed, edited, elementAt, standalone, withAttribute } from './elements.ts';
import { bare, withSignature } from './enveloped.ts';
import type { SignedPart } from './signature.ts';
import type { XmlElement } from './xml.ts';

/**
 * The message with other signatures in the places of those that it has. `sign` is given the element without its signature;
 * the assertion comes first, so that the response's signature covers the new one.
 */
export function resigned(response: XmlElement, sign: (element: XmlElement, as: SignedPart) => XmlElement): XmlElement {
  const again = (element: XmlElement, as: SignedPart): XmlElement =>
    childrenNamed(element, 'Signature').length ? withSignature(bare(element), sign(bare(element), as)) : element;
  return again(
    edited(response, 'Response/Assertion', (assertion) => again(assertion, 'assertion')),
    'response',
  );
}

/** The message whose Status can be named by a signature: it has an ID, and every declaration that it needs. */
export const withNamedStatus = (response: XmlElement, id: string): XmlElement =>
  edited(response, 'Response/Status', () =>
    withAttribute(standalone(elementAt(response, 'Response/Status'), response), 'ID', id),
  );
