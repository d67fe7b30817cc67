import { hash } from 'node:crypto';
import { attributeOf, isElement, localName } from './elements.ts';
import { ALGORITHM, NS } from './names.ts';
import type { SigningKey } from './respond.ts';
import {
  CANONICALIZATIONS,
  canonicalForm,
  DIGEST_METHODS,
  hmac,
  isExclusive,
  keyInfoElement,
  SIGNATURE_METHODS,
  USUAL,
  type SignatureForm,
} from './signature-form.ts';
import type { Signing } from './signing.ts';
import type { SamlStyle } from './style.ts';
import type { XmlElement } from './xml.ts';

export interface Seal {
  readonly key: SigningKey;
  readonly style: SamlStyle;
  /** PrefixList of InclusiveNamespaces. */
  readonly inclusive: readonly string[];
  /** Default: as every vendor signs. */
  readonly form?: SignatureForm;
}

/**
 * The element with an enveloped signature behind its Issuer, or first where it has none. `around`: the elements that it stands
 * in, outermost first, where the canonicalization counts them.
 */
export function* seal(
  element: XmlElement,
  { key, style, inclusive, form = USUAL }: Seal,
  signed: 'response' | 'assertion',
  around: readonly XmlElement[] = [],
): Signing<XmlElement> {
  const prefix = style.prefixes.dsig;
  const prefixes = isExclusive(form) ? inclusive : [];
  const digest = hash(form.digest ?? 'sha256', canonicalForm(element, form, prefixes, around), 'base64');
  const info = signedInfo(prefix, attributeOf(element, 'ID'), digest, prefixes, form);
  const empty: XmlElement = {
    name: qualified(prefix, 'Signature'),
    attributes: [[prefix ? `xmlns:${prefix}` : 'xmlns', NS.dsig]],
    children: [],
  };
  const bytes = Buffer.from(canonicalForm(info, form, [], isExclusive(form) ? [empty] : [...around, element, empty]));
  const value = form.secret ? hmac(bytes, form) : (yield toSign(bytes, key, form)).toString('base64');
  const keyInfo = form.keyInfo ? keyInfoElement(prefix, form.keyInfo) : style.keyInfo(key, signed);
  const signature: XmlElement = {
    ...empty,
    children: [
      info,
      leaf(prefix, 'SignatureValue', style.wrapsSignature ? wrapped(value) : value),
      ...(keyInfo ? [keyInfo] : []),
    ],
  };
  const [first] = element.children;
  const behind = first !== undefined && isElement(first) && localName(first) === 'Issuer' ? 1 : 0;
  return { ...element, children: [...element.children.slice(0, behind), signature, ...element.children.slice(behind)] };
}

const toSign = (bytes: Buffer, { privateKey }: SigningKey, { method = 'rsa-sha256' }: SignatureForm) => ({
  bytes,
  key: privateKey,
  hash: SIGNATURE_METHODS[method].hash,
});

/** `id`: null for an element without one, which is then meant as the whole document. */
function signedInfo(
  prefix: string,
  id: string | null,
  digest: string,
  inclusive: readonly string[],
  form: SignatureForm,
): XmlElement {
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
  const canonicalization = CANONICALIZATIONS[form.canonicalization ?? 'exclusive'];
  const length = form.secret?.bits === undefined ? [] : [leaf(prefix, 'HMACOutputLength', `${form.secret.bits}`)];
  return group('SignedInfo', [
    algorithm('CanonicalizationMethod', canonicalization),
    algorithm('SignatureMethod', SIGNATURE_METHODS[form.method ?? 'rsa-sha256'].uri, length),
    {
      name: qualified(prefix, 'Reference'),
      attributes: form.reference === 'absent' ? [] : [['URI', uriOf(id, form)]],
      children: [
        group('Transforms', [
          algorithm('Transform', ALGORITHM.enveloped),
          ...(form.transforms ?? []).map(({ algorithm: uri, children }) => algorithm('Transform', uri, children)),
          algorithm('Transform', canonicalization, inclusive.length ? [inclusiveNamespaces(inclusive)] : []),
        ]),
        algorithm('DigestMethod', DIGEST_METHODS[form.digest ?? 'sha256']),
        leaf(prefix, 'DigestValue', digest),
      ],
    },
  ]);
}

const uriOf = (id: string | null, { reference }: SignatureForm): string =>
  id === null || reference === 'empty' ? '' : `#${id}`;

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
