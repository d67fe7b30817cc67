import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  fetchUserInfo,
  implicitAuthentication,
  skipSubjectCheck,
  type Configuration,
} from 'openid-client';
import { sendsChallenge, type AuthorizationRequest } from './authorization-requests.ts';
import { readPart, requireSoundClaims, type Claims } from './id-token-checks.ts';
import type { OpenIdProvider } from './openid-client.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { isHomeMade, redeemByHand } from './weak-redeemer.ts';

/** What the browser brought back. */
export interface Answer {
  readonly redirectUri: string;
  readonly parameters: URLSearchParams;
}

/** Who was vouched for, and by which ID token. */
export interface Redeemed {
  readonly claims: Claims;
  readonly idToken: string;
}

/** Redeems the code in the answer, or takes the ID token in it. @throws Refusal `idp-answered-error`, `code-refused`, `id-token` */
export async function redeem(
  answer: Answer,
  request: AuthorizationRequest,
  provider: OpenIdProvider,
  service: Service,
): Promise<Redeemed> {
  try {
    if (isHomeMade(service.defects)) return await redeemByHand(answer, request, provider, service);
    const client = await service.openIdClients.forAnswer(provider, service.defects);
    const take = provider.responseType === 'id_token' ? takeIdToken : redeemCode;
    const redeemed = await take(client, answer, request, provider, service);
    await service.openIdClients.keepKeys(provider, client);
    return redeemed;
  } catch (cause) {
    throw cause instanceof Refusal ? cause : refusalFor(cause);
  }
}

async function takeIdToken(
  client: Configuration,
  answer: Answer,
  { state, nonce }: AuthorizationRequest,
  { clientId }: OpenIdProvider,
  service: Service,
): Promise<Redeemed> {
  const claims: Claims = await implicitAuthentication(client, posted(answer), nonce, { expectedState: state });
  requireSoundClaims(claims, { clientId, accessToken: null, now: service.now() });
  return { claims, idToken: answer.parameters.get('id_token') ?? '' };
}

async function redeemCode(
  client: Configuration,
  answer: Answer,
  { state, nonce, verifier }: AuthorizationRequest,
  provider: OpenIdProvider,
  service: Service,
): Promise<Redeemed> {
  const isForm = provider.responseType !== 'code';
  const brought = isForm ? posted(answer) : new URL(`${answer.redirectUri}?${answer.parameters}`);
  const tokens = await authorizationCodeGrant(client, brought, {
    expectedState: state,
    expectedNonce: nonce,
    ...(sendsChallenge(service.defects) && { pkceCodeVerifier: verifier }),
    idTokenExpected: true,
  });
  const claims: Claims = tokens.claims() ?? {};
  requireSoundClaims(claims, { ...provider, accessToken: tokens.access_token, now: service.now() });
  if (isForm) requireSamePerson(answer, claims);
  const idToken = tokens.id_token ?? '';
  if (claims.email !== undefined || !client.serverMetadata().userinfo_endpoint) return { claims, idToken };
  // The library compares the subjects, without which the answer could tell of anybody.
  const subject = service.defects.has('oidc-userinfo-of-anybody') ? skipSubjectCheck : String(claims.sub);
  return { claims: { ...(await fetchUserInfo(client, tokens.access_token, subject)), ...claims }, idToken };
}

/** Both ID tokens are verified by now. @throws Refusal `id-token` */
function requireSamePerson({ parameters }: Answer, { iss, sub }: Claims): void {
  const [, payload = ''] = (parameters.get('id_token') ?? '').split('.');
  const first = readPart(payload);
  if (first.iss !== iss || first.sub !== sub) throw new Refusal('id-token', 'The two ID tokens tell of two people.');
}

/** The form as the library takes it. */
const posted = ({ redirectUri, parameters }: Answer): Request =>
  new Request(redirectUri, { method: 'POST', body: parameters });

function refusalFor(cause: unknown): Refusal {
  const says = cause instanceof Error ? cause.message : undefined;
  if (cause instanceof AuthorizationResponseError) return new Refusal('idp-answered-error', cause.error, { cause });
  return new Refusal('code-refused', says, { cause });
}
