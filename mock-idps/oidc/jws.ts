import { createHmac, hash, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Claims } from './claims.ts';

/** What makes the signature of a token, whatever its header says. */
export type Signer =
  | { readonly by: 'none' }
  | { readonly by: 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'ES256'; readonly key: KeyObject }
  | { readonly by: 'HS256'; readonly secret: string };

const signOnThreadPool = promisify(sign);

/**
 * JWS compact serialization (RFC 7515 §7.1); unsigned with an empty third part (RFC 7519 §6.1). RS256 is made beside the main
 * thread, which has other requests to answer.
 */
export async function compactJws(header: Claims, payload: Claims, signer: Signer): Promise<string> {
  const input = `${part(header)}.${part(payload)}`;
  if (signer.by !== 'RS256') return `${input}.${signature(input, signer)}`;
  return `${input}.${(await signOnThreadPool('sha256', Buffer.from(input), signer.key)).toString('base64url')}`;
}

/** One of the two readable parts of a token. */
export const part = (content: Claims): string => Buffer.from(JSON.stringify(content)).toString('base64url');

/** The readable parts of a token, and its signature as it stands. @throws RangeError where it has no such parts */
export function readJws(jws: string): { header: Claims; payload: Claims; signature: string } {
  const [header, payload, signed, ...more] = jws.split('.');
  if (header === undefined || payload === undefined || signed === undefined || more.length > 0)
    throw new RangeError('The token has not three parts.');
  return { header: parse(header), payload: parse(payload), signature: signed };
}

const parse = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;

/** The signature of those two parts, as text. */
export function signature(input: string, signer: Signer): string {
  switch (signer.by) {
    case 'none':
      return '';
    case 'HS256':
      return createHmac('sha256', signer.secret).update(input).digest('base64url');
    case 'ES256':
      return sign('sha256', Buffer.from(input), { key: signer.key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    case 'PS256':
      // RSA_PKCS1_PSS_PADDING and a salt as long as the digest (RFC 7518 §3.5).
      return sign('sha256', Buffer.from(input), { key: signer.key, padding: 6, saltLength: 32 }).toString('base64url');
    case 'RS256':
    case 'RS384':
    case 'RS512':
      return sign(`sha${signer.by.slice(2)}`, Buffer.from(input), signer.key).toString('base64url');
  }
}

/** `at_hash`, `c_hash`, `s_hash` of a token that is signed with SHA-256: the left half of the digest (OpenID Connect Core 1.0 §3.3.2.11). */
export const halfHash = (value: string): string =>
  hash('sha256', value, 'buffer').subarray(0, 16).toString('base64url');
