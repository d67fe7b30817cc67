import { inflateRawSync } from 'node:zlib';
import type { Element } from '@xmldom/xmldom';
import { NS } from './names.ts';

/** What of an AuthnRequest an identity provider looks at. Null: not there. */
export interface AuthnRequest {
  readonly xml: string;
  readonly id: string;
  readonly version: string | null;
  readonly issueInstant: string | null;
  readonly issuer: string | null;
  readonly destination: string | null;
  readonly acsUrl: string | null;
  readonly nameIdPolicy: { readonly format: string | null; readonly spNameQualifier: string | null } | null;
  readonly authnContext: { readonly comparison: string; readonly classes: readonly string[] } | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  /** Optional parts that are there: Subject, Scoping … */
  readonly parts: readonly string[];
  /** An enveloped signature is there. Nothing is said about its worth. */
  readonly hasSignature: boolean;
}

/** Why a request cannot be read at all. */
export type Unreadable =
  | 'missing'
  | 'repeated'
  | 'too-large'
  | 'not-base64'
  | 'not-deflated'
  | 'not-utf8'
  | 'doctype'
  | 'not-xml'
  | 'logout'
  | 'not-logout'
  | 'not-authn-request';

/** The SAMLRequest is nothing that could be answered. */
export class UnreadableRequest extends Error {
  readonly problem: Unreadable;
  /** As far as it could be decoded. */
  readonly xml: string | null;

  constructor(problem: Unreadable, xml: string | null = null) {
    super(`unreadable SAMLRequest: ${problem}`);
    this.problem = problem;
    this.xml = xml;
  }
}

const MAX_INFLATED = 1024 * 1024;
/** Far more than any request has, and few enough to be parsed in an instant. */
const MAX_TAGS = 4000;

/**
 * Decodes the SAMLRequest parameter of a binding: DEFLATE and base64 on HTTP-Redirect, base64 alone on HTTP-POST.
 *
 * @throws UnreadableRequest
 */
export function decodeRequest(binding: 'redirect' | 'post', parameter: string): string {
  const base64 = binding === 'post' ? parameter.replace(/[\r\n\t ]/g, '') : parameter;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new UnreadableRequest('not-base64');
  const bytes = Buffer.from(base64, 'base64');
  return utf8(binding === 'post' ? bytes : inflate(bytes));
}

function inflate(bytes: Buffer): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_INFLATED });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new UnreadableRequest(tooLarge ? 'too-large' : 'not-deflated');
  }
}

const strict = new TextDecoder('utf-8', { fatal: true });

function utf8(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch {
    throw new UnreadableRequest('not-utf8');
  }
}

/**
 * Reads an AuthnRequest. Loads the XML parser on first use. Document types are refused before anything is parsed.
 *
 * @throws UnreadableRequest
 */
export async function readRequest(xml: string): Promise<AuthnRequest> {
  const root = await parseMessage(xml);
  if (root.namespaceURI === NS.protocol && root.localName === 'LogoutRequest')
    throw new UnreadableRequest('logout', xml);
  const id = root.getAttribute('ID');
  if (root.namespaceURI !== NS.protocol || root.localName !== 'AuthnRequest' || !id)
    throw new UnreadableRequest('not-authn-request', xml);

  const parts = childrenOf(root);
  const part = (namespace: string, name: string) => parts.find(isNamed(namespace, name)) ?? null;
  const policy = part(NS.protocol, 'NameIDPolicy');
  const context = part(NS.protocol, 'RequestedAuthnContext');
  return {
    xml,
    id,
    version: root.getAttribute('Version'),
    issueInstant: root.getAttribute('IssueInstant'),
    issuer: part(NS.assertion, 'Issuer')?.textContent ?? null,
    destination: root.getAttribute('Destination'),
    acsUrl: root.getAttribute('AssertionConsumerServiceURL'),
    nameIdPolicy: policy && {
      format: policy.getAttribute('Format'),
      spNameQualifier: policy.getAttribute('SPNameQualifier'),
    },
    authnContext: context && {
      comparison: context.getAttribute('Comparison') ?? 'exact',
      classes: childrenOf(context)
        .filter(isNamed(NS.assertion, 'AuthnContextClassRef'))
        .map(({ textContent }) => textContent?.trim() ?? ''),
    },
    forceAuthn: isTrue(root.getAttribute('ForceAuthn')),
    isPassive: isTrue(root.getAttribute('IsPassive')),
    parts: parts.map(({ localName }) => localName ?? ''),
    hasSignature: part(NS.dsig, 'Signature') !== null,
  };
}

/** The root of a message that came in. Document types are refused before anything is parsed. @throws UnreadableRequest */
export async function parseMessage(xml: string): Promise<Element> {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new UnreadableRequest('doctype', xml);
  if (xml.split('<', MAX_TAGS + 1).length > MAX_TAGS) throw new UnreadableRequest('too-large', xml);
  const { DOMParser } = await import('@xmldom/xmldom');
  try {
    const onError = (_level: string, message: string) => {
      throw new Error(message);
    };
    const { documentElement } = new DOMParser({ onError, locator: false }).parseFromString(xml, 'text/xml');
    if (documentElement) return documentElement;
  } catch {
    // What the parser objects to does not matter to whoever sent it.
  }
  throw new UnreadableRequest('not-xml', xml);
}

const isTrue = (value: string | null) => value === 'true' || value === '1';

export const childrenOf = (parent: Element): Element[] =>
  Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === parent.ELEMENT_NODE);

export const isNamed =
  (namespace: string, name: string) =>
  ({ namespaceURI, localName }: Element): boolean =>
    namespaceURI === namespace && localName === name;
