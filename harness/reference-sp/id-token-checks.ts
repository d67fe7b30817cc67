import { createHash } from 'node:crypto';
import { CLOCK_SKEW_MS } from './checks.ts';
import { Refusal } from './refusal.ts';

/** What an ID token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token as they stand in it, whoever signed them; of a header too. @throws SyntaxError */
export const readPart = (part: string): Claims => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;

interface Expected {
  readonly clientId: string;
  /** That came along; null where there is none. */
  readonly accessToken: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** OpenID Connect Core §2. */
const LONGEST_SUBJECT = 255;

/**
 * What openid-client leaves to the application: that nobody else is an audience or the authorized party, that the token is
 * not from the future, and that the access token beside it is its own.
 * @throws Refusal `id-token`
 */
export function requireSoundClaims(claims: Claims, { clientId, accessToken, now }: Expected): void {
  const { aud, azp, iat, sub, at_hash: hash } = claims;
  if ([aud].flat().some((audience) => audience !== clientId))
    throw new Refusal('id-token', 'It was made for somebody else too.');
  if (azp !== undefined && azp !== clientId) throw new Refusal('id-token', 'It was issued to somebody else.');
  if (typeof iat !== 'number' || iat * 1000 > now + CLOCK_SKEW_MS)
    throw new Refusal('id-token', 'It was issued in the future.');
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT)
    throw new Refusal('id-token', 'Its subject is none.');
  if (hash !== undefined && accessToken !== null && hash !== halfHash(accessToken))
    throw new Refusal('id-token', 'It belongs to another access token.');
}

/** Left half of the SHA-256 that goes with RS256. */
export const halfHash = (text: string): string =>
  createHash('sha256').update(text, 'ascii').digest().subarray(0, 16).toString('base64url');
