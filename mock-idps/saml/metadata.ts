import { isElement } from './elements.ts';
import { NS } from './names.ts';
import type { SigningKey } from './respond.ts';
import { leaf, qualified, seal } from './signature.ts';
import { signAtOnce } from './signing.ts';
import type { SamlStyle } from './style.ts';
import { write, type XmlElement } from './xml.ts';

/** What a registration's metadata says. */
export interface MetadataInput {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string | null;
  /** The keys published, the one that signs first. */
  readonly keys: readonly [SigningKey, ...SigningKey[]];
  /** ID of the root, where the vendor has one. */
  readonly id: string;
}

export type MetadataWriter = (input: MetadataInput) => string;

export const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings';

export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: XmlElement['children'] = [],
): XmlElement {
  return { name, attributes: Object.entries(attributes), children };
}

/** An endpoint with its binding. */
export const service = (name: string, binding: 'HTTP-Redirect' | 'HTTP-POST', location: string): XmlElement =>
  element(name, { Binding: `${BINDINGS}:${binding}`, Location: location });

/** A signing key as a certificate, with the prefixes of one vendor. Empty: the default namespace. */
export function keyDescriptor(metadata: string, dsig: string, certificate: string): XmlElement {
  const x509 = element(qualified(dsig, 'X509Data'), {}, [leaf(dsig, 'X509Certificate', certificate)]);
  const keyInfo = element(qualified(dsig, 'KeyInfo'), { [dsig ? `xmlns:${dsig}` : 'xmlns']: NS.dsig }, [x509]);
  return element(qualified(metadata, 'KeyDescriptor'), { use: 'signing' }, [keyInfo]);
}

/** The document signed as a whole, the signature first in it. */
export const signedDocument = (root: XmlElement, key: SigningKey, style: SamlStyle): string =>
  write(signAtOnce(seal(root, { key, style, inclusive: [] }, 'assertion'))).wire;

/** White space between elements, as a vendor indents its document. Elements that hold text stay as they are. */
export function indented(root: XmlElement, depth = 0): XmlElement {
  if (root.children.length === 0 || root.children.some((child) => typeof child === 'string')) return root;
  const inner = `\n${'  '.repeat(depth + 1)}`;
  const children = root.children.flatMap((child) => [inner, isElement(child) ? indented(child, depth + 1) : child]);
  return { ...root, children: [...children, `\n${'  '.repeat(depth)}`] };
}
