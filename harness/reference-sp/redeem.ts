import { authorizationCodeGrant, AuthorizationResponseError, fetchUserInfo, skipSubjectCheck } from 'openid-client';
import type { AuthorizationRequest } from './authorization-requests.ts';
import { requireSoundClaims, type Claims } from './id-token-checks.ts';
import type { OpenIdProvider } from './openid-client.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { isHomeMade, redeemByHand } from './weak-redeemer.ts';

/** Redeems the code in the answer, and opens the ID token. @throws Refusal `idp-answered-error`, `code-refused`, `id-token` */
export async function redeem(
  url: URL,
  request: AuthorizationRequest,
  provider: OpenIdProvider,
  service: Service,
): Promise<Claims> {
  try {
    if (isHomeMade(service.defects)) return await redeemByHand(url, request, provider, service);
    const client = await service.openIdClients.of(provider);
    const { state, nonce, verifier } = request;
    const tokens = await authorizationCodeGrant(client, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims: Claims = tokens.claims() ?? {};
    requireSoundClaims(claims, { ...provider, accessToken: tokens.access_token, now: service.now() });
    if (claims.email !== undefined || !client.serverMetadata().userinfo_endpoint) return claims;
    // The library compares the subjects, without which the answer could tell of anybody.
    const subject = service.defects.has('oidc-userinfo-of-anybody') ? skipSubjectCheck : String(claims.sub);
    return { ...(await fetchUserInfo(client, tokens.access_token, subject)), ...claims };
  } catch (cause) {
    throw cause instanceof Refusal ? cause : refusalFor(cause);
  }
}

function refusalFor(cause: unknown): Refusal {
  const says = cause instanceof Error ? cause.message : undefined;
  if (cause instanceof AuthorizationResponseError) return new Refusal('idp-answered-error', cause.error, { cause });
  return new Refusal('code-refused', says, { cause });
}
