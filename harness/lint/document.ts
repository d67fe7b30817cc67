import { DOMParser, type Element } from '@xmldom/xmldom';

export type { Element };

/** Far more than a request or metadata of one application has, and few enough to be read in an instant. */
const MAX_TAGS = 20_000;

/**
 * The root of a document, or why there is none. `doctype` and `too-large` are not read, though they may be well-formed; `html` is a
 * page for people.
 */
export type Document = { root: Element } | { problem: 'not-xml' | 'html' | 'doctype' | 'too-large' };

/** Reads a document strictly. Document types are refused before anything is parsed. */
export function readDocument(xml: string): Document {
  if (/^\s*<!DOCTYPE\s+html\b/i.test(xml)) return { problem: 'html' };
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return { problem: 'doctype' };
  if (xml.split('<', MAX_TAGS + 1).length > MAX_TAGS) return { problem: 'too-large' };
  const onError = (_level: string, message: string) => {
    throw new Error(message);
  };
  try {
    const root = new DOMParser({ onError }).parseFromString(xml.replace(/^\uFEFF/, ''), 'text/xml').documentElement;
    return root ? { root } : { problem: 'not-xml' };
  } catch {
    return { problem: 'not-xml' };
  }
}

export const NAMESPACES = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

const PREFIXES = new Map<string, string>(Object.entries(NAMESPACES).map(([prefix, uri]) => [uri, prefix]));

/** `samlp:AuthnRequest`, whatever prefix the document uses; `?:name` in a namespace that is none of ours, `:name` in none. */
export function nameOf({ namespaceURI, localName }: { namespaceURI: string | null; localName: string | null }): string {
  const prefix = namespaceURI ? (PREFIXES.get(namespaceURI) ?? '?') : '';
  return `${prefix}:${localName ?? ''}`;
}

export const childrenOf = (parent: Element): Element[] =>
  Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === parent.ELEMENT_NODE);

/** Children of that name, like `md:NameIDFormat`. */
export const childrenNamed = (parent: Element, name: string): Element[] =>
  childrenOf(parent).filter((child) => nameOf(child) === name);

/** Text without white space around it; null where there is no such child. */
export const textOf = (parent: Element, name: string): string | null =>
  childrenNamed(parent, name)[0]?.textContent?.trim() ?? null;
