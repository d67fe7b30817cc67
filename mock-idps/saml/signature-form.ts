import { createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { ALGORITHM } from './names.ts';
import { write, type XmlElement } from './xml.ts';

/** How a signature is made where it is not made as the vendor makes it; what is left out is the vendor's. */
export interface SignatureForm {
  readonly method?: keyof typeof SIGNATURE_METHODS;
  readonly digest?: keyof typeof DIGEST_METHODS;
  /** Of the signed info, and of what is signed. */
  readonly canonicalization?: keyof typeof CANONICALIZATIONS;
  /** Transforms between the removal of the signature and the canonicalization. The digest is that without them. */
  readonly transforms?: readonly ForeignTransform[];
  /** What KeyInfo holds; nothing: there is no KeyInfo. */
  readonly keyInfo?: readonly KeyData[];
  /** How the Reference names what is signed. */
  readonly reference?: 'id' | 'empty' | 'absent';
  /** Of an HMAC; bits: HMACOutputLength. */
  readonly secret?: { readonly key: string | Buffer; readonly bits?: number };
  /** `nothing`: the digest is that of no bytes at all. */
  readonly digestOf?: 'content' | 'nothing';
}

/** A transform that the vendor does not use. */
export interface ForeignTransform {
  readonly algorithm: string;
  readonly children?: XmlElement['children'];
}

/** One way to say which key it was. */
export type KeyData =
  /** DER in base64. */
  | { readonly certificates: readonly string[] }
  | { readonly subjectName: string }
  | { readonly valueOf: KeyObject }
  | { readonly keyName: string };

/** Algorithm → the hash that goes with it, by Node's name. */
export const SIGNATURE_METHODS = {
  'rsa-sha256': { uri: ALGORITHM.rsaSha256, hash: 'sha256' },
  'rsa-sha384': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', hash: 'sha384' },
  'rsa-sha512': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', hash: 'sha512' },
  'rsa-sha1': { uri: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'sha1' },
  'rsa-md5': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5', hash: 'md5' },
  'hmac-sha1': { uri: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1', hash: 'sha1' },
  'hmac-sha256': { uri: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', hash: 'sha256' },
} as const;

export const DIGEST_METHODS = {
  sha256: ALGORITHM.sha256,
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  md5: 'http://www.w3.org/2001/04/xmldsig-more#md5',
} as const;

const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** Without comments and attributes of the namespace xml in a message, the forms of one family do not differ. */
export const CANONICALIZATIONS = {
  exclusive: ALGORITHM.exclusiveC14n,
  'exclusive-with-comments': `${ALGORITHM.exclusiveC14n}WithComments`,
  inclusive: INCLUSIVE,
  'inclusive-with-comments': `${INCLUSIVE}#WithComments`,
  'inclusive-1.1': 'http://www.w3.org/2006/12/xml-c14n11',
} as const;

/** As every vendor signs. */
export const USUAL: SignatureForm = {};

export const isExclusive = ({ canonicalization = 'exclusive' }: SignatureForm): boolean =>
  canonicalization.startsWith('exclusive');

/** The canonical form of an element that stands inside the others, outermost first. */
export function canonicalForm(
  element: XmlElement,
  form: SignatureForm,
  inclusive: readonly string[],
  around: readonly XmlElement[] = [],
): string {
  if (isExclusive(form)) return write(element, { inclusive, scope: scopeOf(around) }).twin;
  // Inclusive is exclusive where every prefix that is declared anywhere counts as used.
  const scope = scopeOf(around);
  return write(element, { scope, inclusive: [...new Set([...Object.keys(scope), ...declaredIn(element)])] }).twin;
}

function scopeOf(around: readonly XmlElement[]): Record<string, string> {
  const declarations = around.flatMap(({ attributes }) => attributes.filter(([name]) => isDeclaration(name)));
  return Object.fromEntries(declarations.map(([name, uri]) => [name.slice(6), uri]));
}

const declaredIn = ({ attributes, children }: XmlElement): string[] => [
  ...attributes.filter(([name]) => isDeclaration(name)).map(([name]) => name.slice(6)),
  ...children.flatMap((child) => (typeof child === 'object' && 'name' in child ? declaredIn(child) : [])),
];

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

/** The value of an HMAC, in base64: for a method whose secret the form names. */
export function hmac(bytes: Buffer, { method = 'hmac-sha1', secret }: SignatureForm): string {
  const value = createHmac(SIGNATURE_METHODS[method].hash, secret?.key ?? '')
    .update(bytes)
    .digest();
  return secret?.bits === undefined ? value.toString('base64') : leftmost(value, secret.bits).toString('base64');
}

/** So many bits, filled up with zeros to whole bytes. */
function leftmost(value: Buffer, bits: number): Buffer {
  const cut = Buffer.from(value.subarray(0, Math.ceil(bits / 8)));
  const rest = bits % 8;
  if (rest > 0) cut[cut.length - 1] = (cut.at(-1) ?? 0) & (0xff << (8 - rest));
  return cut;
}

/** KeyInfo with that in it; null: none. `prefix`: of XML Signature, empty for the default namespace. */
export function keyInfoElement(prefix: string, data: readonly KeyData[]): XmlElement | null {
  if (data.length === 0) return null;
  const named = (name: string, children: XmlElement['children']): XmlElement => ({
    name: prefix ? `${prefix}:${name}` : name,
    attributes: [],
    children,
  });
  return named(
    'KeyInfo',
    data.map((item) => {
      if ('certificates' in item)
        return named(
          'X509Data',
          item.certificates.map((text) => named('X509Certificate', [text])),
        );
      if ('subjectName' in item) return named('X509Data', [named('X509SubjectName', [item.subjectName])]);
      if ('keyName' in item) return named('KeyName', [item.keyName]);
      const { n = '', e = '' } = createPublicKey(item.valueOf).export({ format: 'jwk' });
      const number = (name: string, base64url: string) =>
        named(name, [Buffer.from(base64url, 'base64url').toString('base64')]);
      return named('KeyValue', [named('RSAKeyValue', [number('Modulus', n), number('Exponent', e)])]);
    }),
  );
}
