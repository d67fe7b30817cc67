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

/**
 * The Response element of a document. `comments`: lets comments and their like pass; `nul`: references to U+0000.
 * @throws Refusal `doctype`, `comment`, `malformed-message`, `structure`
 */
export function parseMessage(xml: string, options: { comments: boolean; nul?: boolean }): Element {
  const flaw = flawOf(xml, options);
  if (flaw) {
    if (flaw.kind === 'malformed') throw new Refusal('malformed-message', flaw.says);
    throw new Refusal(flaw.kind);
  }
  const root = parsed(xml);
  if (!isNamed(root, NS.protocol, 'Response')) throw new Refusal('structure', 'The root is no SAML 2.0 Response.');
  return root;
}

function parsed(xml: string): Element {
  try {
    return parseXml(xml);
  } catch (cause) {
    throw new Refusal('malformed-message', 'It is not one well-formed document.', { cause });
  }
}
