import { hash } from 'node:crypto';
import { attributeOf } from './elements.ts';
import { withSignature } from './enveloped.ts';
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

/** Whose key information a signature carries: vendors write it differently in the two parts. */
export type SignedPart = 'response' | 'assertion';

/**
 * The element with an enveloped signature behind its Issuer, or first where it has none. `around`: the elements that it stands
 * in, outermost first, where the canonicalization counts them.
 */
export function* seal(
  element: XmlElement,
  seal: Seal,
  signed: SignedPart,
  around: readonly XmlElement[] = [],
): Signing<XmlElement> {
  return withSignature(element, yield* signatureOver([element], seal, signed, around));
}

/** A signature with one Reference for each element. It is taken to stand in the first, where the canonicalization counts that. */
export function* signatureOver(
  elements: readonly [XmlElement, ...XmlElement[]],
  { key, style, inclusive, form = USUAL }: Seal,
  signed: SignedPart,
  around: readonly XmlElement[] = [],
): Signing<XmlElement> {
  const prefix = style.prefixes.dsig;
  const prefixes = isExclusive(form) ? inclusive : [];
  const references = elements.map((element) => reference(prefix, element, prefixes, form, around));
  const info = signedInfo(prefix, references, form);
  const empty: XmlElement = {
    name: qualified(prefix, 'Signature'),
    attributes: [[prefix ? `xmlns:${prefix}` : 'xmlns', NS.dsig]],
    children: [],
  };
  const above = isExclusive(form) ? [empty] : [...around, elements[0], empty];
  const bytes = Buffer.from(canonicalForm(info, form, [], above));
  const value = form.secret ? hmac(bytes, form) : (yield toSign(bytes, key, form)).toString('base64');
  const keyInfo = form.keyInfo ? keyInfoElement(prefix, form.keyInfo) : style.keyInfo(key, signed);
  return {
    ...empty,
    children: [
      info,
      leaf(prefix, 'SignatureValue', style.wrapsSignature ? wrapped(value) : value),
      ...(keyInfo ? [keyInfo] : []),
    ],
  };
}

const toSign = (bytes: Buffer, { privateKey }: SigningKey, { method = 'rsa-sha256' }: SignatureForm) => ({
  bytes,
  key: privateKey,
  hash: SIGNATURE_METHODS[method].hash,
});

function signedInfo(prefix: string, references: readonly XmlElement[], form: SignatureForm): XmlElement {
  const length = form.secret?.bits === undefined ? [] : [leaf(prefix, 'HMACOutputLength', `${form.secret.bits}`)];
  return group(prefix, 'SignedInfo', [
    algorithm(prefix, 'CanonicalizationMethod', CANONICALIZATIONS[form.canonicalization ?? 'exclusive']),
    algorithm(prefix, 'SignatureMethod', SIGNATURE_METHODS[form.method ?? 'rsa-sha256'].uri, length),
    ...references,
  ]);
}

function reference(
  prefix: string,
  element: XmlElement,
  inclusive: readonly string[],
  form: SignatureForm,
  around: readonly XmlElement[],
): XmlElement {
  const canonicalization = CANONICALIZATIONS[form.canonicalization ?? 'exclusive'];
  const content = form.digestOf === 'nothing' ? '' : canonicalForm(element, form, inclusive, around);
  const digest = hash(form.digest ?? 'sha256', content, 'base64');
  return {
    name: qualified(prefix, 'Reference'),
    attributes: form.reference === 'absent' ? [] : [['URI', uriOf(attributeOf(element, 'ID'), form)]],
    children: [
      group(prefix, 'Transforms', [
        algorithm(prefix, 'Transform', ALGORITHM.enveloped),
        ...(form.transforms ?? []).map(({ algorithm: uri, children }) => algorithm(prefix, 'Transform', uri, children)),
        algorithm(prefix, 'Transform', canonicalization, inclusive.length ? [inclusiveNamespaces(inclusive)] : []),
      ]),
      algorithm(prefix, 'DigestMethod', DIGEST_METHODS[form.digest ?? 'sha256']),
      leaf(prefix, 'DigestValue', digest),
    ],
  };
}

/** `id`: null for an element without one, which is then meant as the whole document. */
const uriOf = (id: string | null, { reference }: SignatureForm): string =>
  id === null || reference === 'empty' ? '' : `#${id}`;

const group = (prefix: string, name: string, children: XmlElement['children']): XmlElement => ({
  name: qualified(prefix, name),
  attributes: [],
  children,
});

const algorithm = (prefix: string, name: string, uri: string, children: XmlElement['children'] = []): XmlElement => ({
  name: qualified(prefix, name),
  attributes: [['Algorithm', uri]],
  children,
});

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

const LINE = 76;

/** Base64 as Java's MIME encoder breaks it: lines of 76 characters, no line break at the end. */
export function wrapped(base64: string): string {
  let text = base64.slice(0, LINE);
  for (let at = LINE; at < base64.length; at += LINE) text += `\n${base64.slice(at, at + LINE)}`;
  return text;
}
