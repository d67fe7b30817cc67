import { Refusal } from './refusal.ts';
import { flawOf, isNamed, keepLineSeparators, NS, parseXml, type Element } from './xml.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The document of a `SAMLResponse` parameter of the POST binding. @throws Refusal `malformed-message` */
export function decodeMessage(samlResponse: string): string {
  const base64 = samlResponse.replace(/[\t\n\r ]+/g, '');
  if (!base64 || !BASE64.test(base64)) throw new Refusal('malformed-message', 'It is not base64.');
  try {
    const bytes = Buffer.from(base64, 'base64');
    return keepLineSeparators(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Refusal('malformed-message', 'It is not UTF-8.');
  }
}

/** What passes although a sound reader stops at it. */
interface Tolerated {
  comments: boolean;
  nul?: boolean;
}

/**
 * The Response element of a document. `comments`: lets comments and their like pass; `nul`: references to U+0000.
 * @throws Refusal `doctype`, `comment`, `malformed-message`, `structure`
 */
export const parseMessage = (xml: string, options: Tolerated): Element => requireResponse(parseSound(xml, options));

/** @throws Refusal `structure` */
export function requireResponse(root: Element): Element {
  if (!isNamed(root, NS.protocol, 'Response')) throw new Refusal('structure', 'The root is no SAML 2.0 Response.');
  return root;
}

/** The root of a document that holds nothing but elements and text. @throws Refusal `doctype`, `comment`, `malformed-message` */
export function parseSound(xml: string, options: Tolerated): Element {
  const flaw = flawOf(xml, options);
  if (flaw) {
    if (flaw.kind === 'malformed') throw new Refusal('malformed-message', flaw.says);
    throw new Refusal(flaw.kind);
  }
  return parseDocument(xml);
}

/** The root of a document, whatever it holds. @throws Refusal `malformed-message` */
export function parseDocument(xml: string): Element {
  try {
    return parseXml(xml);
  } catch (cause) {
    throw new Refusal('malformed-message', 'It is not one well-formed document.', { cause });
  }
}
