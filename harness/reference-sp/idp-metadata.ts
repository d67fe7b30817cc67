import { X509Certificate } from 'node:crypto';
import { Refusal } from './refusal.ts';
import { attributeOf, childrenNamed, flawOf, isNamed, NS, parseXml, type Element } from './xml.ts';

/** What a service provider needs to know of an identity provider. */
export interface IdpSettings {
  issuer: string;
  /** Takes AuthnRequests by HTTP-Redirect. */
  ssoUrl: string;
  /** Takes messages of single logout by HTTP-Redirect; null where there is none. */
  sloUrl: string | null;
  /** PEM. */
  certificates: readonly string[];
}

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const MIN_RSA_BITS = 2048;

/** Reads SAML 2.0 metadata of one identity provider. @throws Refusal `metadata` */
export function readMetadata(xml: string, minBits = MIN_RSA_BITS): IdpSettings {
  const root = parsed(xml);
  const issuer = attributeOf(root, 'entityID');
  const [descriptor, another] = childrenNamed(root, NS.metadata, 'IDPSSODescriptor');
  if (!isNamed(root, NS.metadata, 'EntityDescriptor') || !issuer || !descriptor || another) {
    throw new Refusal('metadata', 'It must be one EntityDescriptor with an entityID and one IDPSSODescriptor.');
  }
  // Other roles (Entra's RoleDescriptors) publish keys too; only those of the SAML identity provider sign our messages.
  const certificates = childrenNamed(descriptor, NS.metadata, 'KeyDescriptor')
    .filter((key) => (attributeOf(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => Array.from(key.getElementsByTagNameNS(NS.dsig, 'X509Certificate')))
    .map((certificate) => readCertificate(certificate.textContent ?? '', minBits));
  if (certificates.length === 0) throw new Refusal('metadata', 'It has no signing certificate.');
  const ssoUrl = redirectUrlOf(descriptor, 'SingleSignOnService');
  if (!ssoUrl) throw new Refusal('metadata', 'It has no SingleSignOnService for HTTP-Redirect.');
  return {
    issuer,
    ssoUrl,
    sloUrl: redirectUrlOf(descriptor, 'SingleLogoutService'),
    certificates: [...new Set(certificates)],
  };
}

function parsed(xml: string): Element {
  const flaw = flawOf(xml, { comments: true });
  if (flaw) throw new Refusal('metadata', flaw.says);
  try {
    return parseXml(xml);
  } catch (cause) {
    throw new Refusal('metadata', 'It is not one well-formed XML document.', { cause });
  }
}

function redirectUrlOf(descriptor: Element, name: string): string | null {
  const service = childrenNamed(descriptor, NS.metadata, name).find(
    (endpoint) => attributeOf(endpoint, 'Binding') === REDIRECT,
  );
  const location = service && attributeOf(service, 'Location');
  return location ? requireWebAddress(location) : null;
}

/** The certificate as PEM, from PEM or bare base64. @throws Refusal `metadata` when it cannot be read, or its key is weak */
export function readCertificate(text: string, minBits = MIN_RSA_BITS): string {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'));
  } catch (cause) {
    throw new Refusal('metadata', 'A certificate cannot be read.', { cause });
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < minBits) {
    throw new Refusal('metadata', `A signing key must be RSA with at least ${minBits} bits.`);
  }
  return certificate.toString();
}

/** https, or http on this machine. @throws Refusal `metadata` */
export function requireWebAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLoopback = url && /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (!url || url.username || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback))) {
    throw new Refusal('metadata', `"${text}" is not an https address (http is for this machine alone).`);
  }
  return url.href;
}
