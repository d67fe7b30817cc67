import { DOMParser, onWarningStopParsing, type Attr, type Element, type Node } from '@xmldom/xmldom';

export type { Element } from '@xmldom/xmldom';

export const NS = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  dsig: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
} as const;

/** Genuine messages nest about ten elements deep. The parser's time grows with the square of the depth. */
const MAX_DEPTH = 40;
/** A thousand groups make about two thousand tags. */
const MAX_TAGS = 20_000;
/** The parser's time grows with the square of the number of attributes in one tag. */
const MAX_TAG_LENGTH = 8_000;

const TAG = /<(\/?)(?:[^"'<>]|"[^"<]*"|'[^'<]*')*>/g;
const DECLARATION = /^\s*<\?xml[^?]*\?>/;
const ENCODING = /encoding\s*=\s*["']([^"']*)["']/;
const STRAY_AMPERSAND = /&(?!(?:lt|gt|amp|quot|apos|#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6}));)/;
const FORBIDDEN_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export interface Flaw {
  kind: 'doctype' | 'comment' | 'malformed';
  says: string;
}

const malformed = (says: string): Flaw => ({ kind: 'malformed', says });

/** What is wrong with a document before it is parsed; null when it may be. `comments` lets comments, CDATA sections and processing instructions pass, `nul` references to U+0000. */
export function flawOf(xml: string, options: { comments: boolean; nul?: boolean }): Flaw | null {
  const declaration = DECLARATION.exec(xml)?.[0] ?? '';
  const encoding = ENCODING.exec(declaration)?.[1];
  const whole = xml.slice(declaration.length);
  const body = options.nul ? whole.replaceAll('&#0;', '') : whole;
  if (encoding && encoding.toLowerCase() !== 'utf-8') return malformed(`The encoding ${encoding} is not UTF-8.`);
  if (/<!DOCTYPE/i.test(body)) return { kind: 'doctype', says: 'There is a document type declaration.' };
  // In a well-formed document "<" begins markup and nothing else, so no parser is needed to find these.
  if (!options.comments && /<[!?]/.test(body)) return { kind: 'comment', says: 'There is a comment or its like.' };
  if (FORBIDDEN_CHARACTER.test(body) || !characterReferencesAreAllowed(body)) {
    return malformed('A character is not allowed in XML.');
  }
  if (STRAY_AMPERSAND.test(body)) return malformed('An entity is not defined.');
  return flawOfSize(body);
}

function characterReferencesAreAllowed(body: string): boolean {
  for (const [, hex, decimal] of body.matchAll(/&#(?:x([0-9a-fA-F]+)|([0-9]+));/g)) {
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    if (code > 0x10ffff || FORBIDDEN_CHARACTER.test(String.fromCodePoint(code))) return false;
  }
  return true;
}

function flawOfSize(body: string): Flaw | null {
  let depth = 0;
  let tags = 0;
  for (const [tag, closing] of body.matchAll(TAG)) {
    if (closing) depth--;
    else if (!tag.endsWith('/>')) depth++;
    if (++tags > MAX_TAGS || depth > MAX_DEPTH || tag.length > MAX_TAG_LENGTH)
      return malformed('It is too large or too deep.');
  }
  return tags === 0 ? malformed('There is no element.') : null;
}

/**
 * The parser takes U+0085, U+2028 and U+2029 for line breaks, as XML 1.1 does. XML 1.0, in which SAML is written, does not: changed
 * before it is verified, the text no longer fits its digest. Written as references they stay what they are.
 */
export const keepLineSeparators = (xml: string): string =>
  xml.replace(/[\u0085\u2028\u2029]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The root element. @throws when the text is not one well-formed document */
export function parseXml(xml: string): Element {
  const root = new DOMParser({ onError: onWarningStopParsing }).parseFromString(
    keepLineSeparators(xml),
    'text/xml',
  ).documentElement;
  if (!root) throw new Error('There is no root element.');
  return root;
}

/** The element and all below it, in document order. */
export function* elementsOf(root: Element): Generator<Element> {
  yield root;
  for (const child of childrenOf(root)) yield* elementsOf(child);
}

export function attributesOf(element: Element): Attr[] {
  return Array.from({ length: element.attributes.length }, (_, index) => element.attributes.item(index)).filter(
    (a) => a !== null,
  );
}

export function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (let node = element.firstChild; node; node = node.nextSibling) if (isElement(node)) children.push(node);
  return children;
}

export const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

export const isNamed = (element: Element, namespace: string, name: string): boolean =>
  element.namespaceURI === namespace && element.localName === name;

export const childrenNamed = (element: Element, namespace: string, name: string): Element[] =>
  childrenOf(element).filter((child) => isNamed(child, namespace, name));

/** Null for an attribute that is not there; attributes with a prefix are others. */
export const attributeOf = (element: Element, name: string): string | null =>
  element.hasAttributeNS(null, name) ? element.getAttributeNS(null, name) : null;
