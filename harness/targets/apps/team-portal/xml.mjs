import { DOMParser } from '@xmldom/xmldom';
import { Refusal } from './refusal.mjs';

export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Levels of elements that a message may have; the vendors' have fewer than ten. */
const DEEPEST = 50;

/** The root of a well-formed document without a document type. */
export function parse(text) {
  const stop = (level, message) => {
    throw new Refusal(400, 'The message is not well-formed XML.', `${level}: ${message}`);
  };
  const document = parsed(text, stop);
  if (document.doctype) stop('doctype', document.doctype.name);
  return document.documentElement;
}

/** What the parser says first is an error, also where it would go on. */
function parsed(text, stop) {
  try {
    return new DOMParser({ onError: stop }).parseFromString(text, 'text/xml');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return stop('error', error.message);
  }
}

/** Refuses what two readers of the same bytes could take differently: all that is neither element nor text. */
export function demandPlain(root) {
  const { ELEMENT_NODE, TEXT_NODE } = root;
  const plain = (node, depth) =>
    depth < DEEPEST &&
    [ELEMENT_NODE, TEXT_NODE].includes(node.nodeType) &&
    [...node.childNodes].every((child) => plain(child, depth + 1));
  const around = [...root.ownerDocument.childNodes].filter((node) => node !== root && node.target !== 'xml');
  if (!plain(root, 0) || around.some((node) => node.nodeType !== TEXT_NODE))
    throw new Refusal(403, 'The message is not as expected.', 'a comment, a processing instruction or a CDATA section');
}

/** The children of that name. */
export const children = (element, namespace, name) =>
  [...element.childNodes].filter((node) => node.namespaceURI === namespace && node.localName === name);

/** The one child of that name. */
export function only(element, namespace, name) {
  const found = children(element, namespace, name);
  if (found.length !== 1) throw new Refusal(403, 'The message is not as expected.', `${found.length} ${name}`);
  return found[0];
}

/** Everything below of that name, however deep. */
export const below = (element, namespace, name) => [...element.getElementsByTagNameNS(namespace, name)];

/** The text of an element that holds nothing else. */
export function textOf(element) {
  const plain = [...element.childNodes].every((node) => node.nodeType === 3);
  if (!plain) throw new Refusal(403, 'The message is not as expected.', `${element.localName} holds more than text`);
  return element.textContent;
}
