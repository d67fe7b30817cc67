import { hash } from 'node:crypto';
import type { SignIn } from '../../saml/profile.ts';

/**
 * An opaque value of its own for every pair of person and application: 43 characters of base64url, as captured. It ends in
 * the run nonce, and the rest does not depend on it, so that reports can print it without.
 */
export function pairwise({ app, person, seed, nonce }: Pick<SignIn, 'app' | 'person' | 'seed' | 'nonce'>): string {
  const pair = [app.tenantId, app.externalKey, person.id].map((id) => id.replaceAll(nonce, ''));
  return hash('sha256', JSON.stringify(['entra-pairwise', seed, pair]), 'base64url').slice(0, 31) + nonce;
}
