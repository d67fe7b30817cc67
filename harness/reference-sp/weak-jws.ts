import {
  constants,
  createHmac,
  createPublicKey,
  verify,
  X509Certificate,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { Defects } from './defects.ts';
import type { Claims } from './id-token-checks.ts';

export type Jwk = JsonWebKey & { readonly kid?: string };

/** The three parts of a token, as they came. */
interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** What is known of the issuer beforehand. */
interface Known {
  readonly keys: readonly Jwk[];
  /** Client secret. */
  readonly secret: string;
}

/** Whether a home-made verifier takes the signature. */
export function holdsFor(parts: Parts, header: Claims, { keys, secret }: Known, defects: Defects): boolean {
  const { header: first, payload, signature } = parts;
  const signed = Buffer.from(`${first}.${payload}`);
  if (header.crit !== undefined && !defects.has('oidc-critical-header-ignored')) return false;
  const isUnsigned = String(header.alg).toLowerCase() === 'none' || signature === '';
  if (isUnsigned) return defects.has('oidc-any-algorithm');
  const published = keys.filter(({ kty }) => kty === 'RSA').map((key) => createPublicKey({ key, format: 'jwk' }));
  if (defects.has('oidc-key-of-the-header')) published.push(...keysIn(header));
  if (defects.has('oidc-signature-not-verified')) return true;
  if (header.alg === 'HS256' && defects.has('oidc-public-key-as-secret'))
    return published.some((key) => secretsIn(key).some((secret) => macOf(secret, signed) === signature));
  const bytes = Buffer.from(signature, 'base64url');
  if (header.alg === 'RS256') return published.some((key) => verify('RSA-SHA256', signed, key, bytes));
  if (!defects.has('oidc-any-known-algorithm')) return false;
  if (header.alg === 'HS256') return macOf(secret, signed) === signature;
  const [, padded, bits] = /^([RP])S(\d+)$/.exec(String(header.alg)) ?? [];
  const padding = padded === 'P' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return bits !== undefined && published.some((key) => verify(`RSA-SHA${bits}`, signed, { key, padding }, bytes));
}

/** The key that a header brings along, as it is or in a certificate. */
function keysIn({ jwk, x5c }: Claims): KeyObject[] {
  const certificates = Array.isArray(x5c) ? x5c.map((text) => Buffer.from(String(text), 'base64')) : [];
  return [
    ...(jwk ? [createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })] : []),
    ...certificates.map((certificate) => new X509Certificate(certificate).publicKey),
  ];
}

/** How the public key is written where it is taken for a secret. */
const secretsIn = (key: KeyObject): string[] => {
  const { n = '', e, kty } = key.export({ format: 'jwk' });
  return [key.export({ type: 'spki', format: 'pem' }).toString(), n, JSON.stringify({ kty, n, e })];
};

const macOf = (secret: string, signed: Buffer): string =>
  createHmac('sha256', secret).update(signed).digest('base64url');
