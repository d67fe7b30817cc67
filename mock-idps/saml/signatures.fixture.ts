import { DOMParser, XMLSerializer, type Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';

/** One signature of a message, as xml-crypto sees it. */
export interface SeenSignature {
  /** Local name of the element it stands in. */
  readonly in: string;
  /** The digest and the signature value hold for the key asked about, over whatever it names. */
  readonly holds: boolean;
  /** They hold over the element that it stands in. */
  readonly valid: boolean;
  /** The canonical form that xml-crypto digested; null where it refused. */
  readonly signed: string | null;
  /** The certificate it carries, base64 without line breaks. */
  readonly certificate: string;
}

/** Every signature of the message in document order, checked against one certificate (PEM) and none from the message. */
export const signaturesOf = (xml: string, certificate: string): SeenSignature[] =>
  documentsIn(xml).flatMap((document) => signaturesIn(document, certificate));

/** One document as a rule; several where a fault wrote several responses in a row. */
export const documentsIn = (xml: string): string[] =>
  xml.replace(/^<\?xml[^?]*\?>/, '').split(/(?<=<\/\w+:Response>)(?=<\w+:Response )/);

function signaturesIn(xml: string, certificate: string): SeenSignature[] {
  const document = new DOMParser({ onError: () => undefined }).parseFromString(xml, 'text/xml');
  return [...document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')].map((signature) => {
    const parent = signature.parentNode as Element;
    const uri = child(signature, 'Reference').getAttribute('URI');
    // Without an ID it names the whole document: for whoever takes a part out and verifies it alone, that part.
    const checked = check(uri ? xml : new XMLSerializer().serializeToString(parent), signature, certificate);
    return {
      in: parent.localName ?? '',
      holds: checked !== null,
      valid: checked !== null && uri === `#${parent.getAttribute('ID')}`,
      signed: checked,
      certificate: (signature.getElementsByTagNameNS('*', 'X509Certificate')[0]?.textContent ?? '').replace(/\s/g, ''),
    };
  });
}

/** What xml-crypto throws for messages that it does not trust, in place of saying no. It looks at none that holds an ID or a signature twice. */
const REFUSALS = /^invalid signature|contains multiple|multiple SignedInfo|multiple elements with the same value/;

function check(xml: string, signature: Element, certificate: string): string | null {
  const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  try {
    verifier.loadSignature(new XMLSerializer().serializeToString(signature));
    return verifier.checkSignature(xml) ? (verifier.getSignedReferences()[0] ?? null) : null;
  } catch (error) {
    if (error instanceof Error && REFUSALS.test(error.message)) return null;
    throw error;
  }
}

function child(element: Element, localName: string): Element {
  const found = element.getElementsByTagNameNS('*', localName)[0];
  if (!found) throw new Error(`The signature has no ${localName}.`);
  return found;
}
