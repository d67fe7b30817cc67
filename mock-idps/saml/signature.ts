import { hash } from 'node:crypto';
import { attributeOf, isElement, localName } from './elements.ts';
import { ALGORITHM, NS } from './names.ts';
import type { SigningKey } from './respond.ts';
import type { Signing } from './signing.ts';
import type { SamlStyle } from './style.ts';
import { write, type XmlElement } from './xml.ts';

export interface Seal {
  readonly key: SigningKey;
  readonly style: SamlStyle;
  /** PrefixList of InclusiveNamespaces. */
  readonly inclusive: readonly string[];
}

/** The element with an enveloped RSA-SHA256 signature behind its Issuer, or first where it has none. */
export function* seal(
  element: XmlElement,
  { key, style, inclusive }: Seal,
  signed: 'response' | 'assertion',
): Signing<XmlElement> {
  const prefix = style.prefixes.dsig;
  const digest = hash('sha256', write(element, { inclusive }).twin, 'base64');
  const info = signedInfo(prefix, attributeOf(element, 'ID'), digest, inclusive);
  const canonical = write(info, { scope: { [prefix]: NS.dsig } }).twin;
  const value = (yield { bytes: Buffer.from(canonical), key: key.privateKey }).toString('base64');
  const signature: XmlElement = {
    name: qualified(prefix, 'Signature'),
    attributes: [[prefix ? `xmlns:${prefix}` : 'xmlns', NS.dsig]],
    children: [
      info,
      leaf(prefix, 'SignatureValue', style.wrapsSignature ? wrapped(value) : value),
      style.keyInfo(key, signed),
    ],
  };
  const [first] = element.children;
  const behind = first !== undefined && isElement(first) && localName(first) === 'Issuer' ? 1 : 0;
  return { ...element, children: [...element.children.slice(0, behind), signature, ...element.children.slice(behind)] };
}

/** `id`: null for an element without one, which is then meant as the whole document. */
function signedInfo(prefix: string, id: string | null, digest: string, inclusive: readonly string[]): XmlElement {
  const algorithm = (name: string, uri: string, children: XmlElement['children'] = []): XmlElement => ({
    name: qualified(prefix, name),
    attributes: [['Algorithm', uri]],
    children,
  });
  const group = (name: string, children: XmlElement['children']): XmlElement => ({
    name: qualified(prefix, name),
    attributes: [],
    children,
  });
  return group('SignedInfo', [
    algorithm('CanonicalizationMethod', ALGORITHM.exclusiveC14n),
    algorithm('SignatureMethod', ALGORITHM.rsaSha256),
    {
      name: qualified(prefix, 'Reference'),
      attributes: [['URI', id === null ? '' : `#${id}`]],
      children: [
        group('Transforms', [
          algorithm('Transform', ALGORITHM.enveloped),
          algorithm('Transform', ALGORITHM.exclusiveC14n, inclusive.length ? [inclusiveNamespaces(inclusive)] : []),
        ]),
        algorithm('DigestMethod', ALGORITHM.sha256),
        leaf(prefix, 'DigestValue', digest),
      ],
    },
  ]);
}

const inclusiveNamespaces = (prefixes: readonly string[]): XmlElement => ({
  name: 'ec:InclusiveNamespaces',
  attributes: [
    ['xmlns:ec', ALGORITHM.exclusiveC14n],
    ['PrefixList', prefixes.join(' ')],
  ],
  children: [],
});

/** An element that holds nothing but text. */
export const leaf = (prefix: string, name: string, text: string): XmlElement => ({
  name: qualified(prefix, name),
  attributes: [],
  children: [text],
});

export const qualified = (prefix: string, name: string): string => (prefix ? `${prefix}:${name}` : name);

/** Base64 as Java's MIME encoder breaks it: lines of 76 characters, no line break at the end. */
export const wrapped = (base64: string): string => base64.replace(/.{76}(?=.)/g, '$&\n');
