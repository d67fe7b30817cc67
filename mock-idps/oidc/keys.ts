import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { SigningKey } from '../saml/respond.ts';

/** What of a signing key stands in a JWK Set. */
export interface PublicKey {
  readonly n: string;
  readonly e: string;
  /** SHA-1 of the certificate, base64url (RFC 7515 §4.1.7). */
  readonly x5t: string;
  /** SHA-256 thumbprint of the key, base64url (RFC 7638). */
  readonly thumbprint: string;
  /** Base64 of the certificate's DER. */
  readonly certificate: string;
  readonly object: KeyObject;
}

const known = new WeakMap<SigningKey, PublicKey>();

/** Read once: it costs more than a signature. */
export function publicKeyOf(key: SigningKey): PublicKey {
  const found = known.get(key) ?? read(key);
  known.set(key, found);
  return found;
}

function read({ privateKey, certificateBase64 }: SigningKey): PublicKey {
  const object = createPublicKey(privateKey);
  const { n = '', e = '' } = object.export({ format: 'jwk' });
  return {
    n,
    e,
    x5t: createHash('sha1').update(Buffer.from(certificateBase64, 'base64')).digest('base64url'),
    thumbprint: createHash('sha256')
      .update(JSON.stringify({ e, kty: 'RSA', n }))
      .digest('base64url'),
    certificate: certificateBase64,
    object,
  };
}
