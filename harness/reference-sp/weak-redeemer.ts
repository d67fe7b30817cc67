import { boundedFetch } from './bounded-fetch.ts';
import type { Answer, Redeemed } from './redeem.ts';
import { sendsChallenge, type AuthorizationRequest } from './authorization-requests.ts';
import type { DefectId, Defects } from './defects.ts';
import { halfHash, readPart, type Claims } from './id-token-checks.ts';
import { providerOf, type OpenIdClients, type OpenIdProvider } from './openid-client.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { holdsFor, type Jwk } from './weak-jws.ts';

/** What only a product shows that redeems codes and reads ID tokens by itself, and leaves a check out. */
const HOME_MADE: readonly DefectId[] = [
  'oidc-any-algorithm',
  'oidc-signature-not-verified',
  'oidc-fails-open-without-keys',
  'oidc-public-key-as-secret',
  'oidc-any-known-algorithm',
  'oidc-key-of-the-header',
  'oidc-fetches-key-of-the-header',
  'oidc-critical-header-ignored',
  'oidc-any-issuer',
  'oidc-any-audience',
  'oidc-audience-as-text',
  'oidc-issued-at-optional',
  'oidc-issuer-parameter-ignored',
  'oidc-issuer-parameter-optional',
  'oidc-code-hash-ignored',
  'oidc-any-authorized-party',
  'oidc-never-expires',
  'oidc-not-before-ignored',
  'oidc-nonce-ignored',
  'oidc-subject-optional',
  'oidc-state-ignored',
  'oidc-keeps-answers',
  'oidc-code-of-anybody',
  'other-methods-idp-accepted',
];

export const isHomeMade = (defects: Defects): boolean => HOME_MADE.some((defect) => defects.has(defect));

interface Held {
  readonly provider: OpenIdProvider;
  readonly clients: OpenIdClients;
  readonly redirectUri: string;
  readonly code: string;
  /** ID token that came through the browser. */
  readonly brought: string | null;
  readonly nonce: string;
  readonly verifier: string;
  readonly defects: Defects;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Redeems the code and reads the ID token without a library: every check is a row, and each defect leaves one out. */
export async function redeemByHand(
  { redirectUri, parameters }: Answer,
  { nonce, verifier }: AuthorizationRequest,
  provider: OpenIdProvider,
  service: Pick<Service, 'defects' | 'methods' | 'now' | 'openIdClients'>,
): Promise<Redeemed> {
  const { defects, openIdClients: clients } = service;
  const issuer = parameters.get('iss');
  if (issuer !== null && issuer !== provider.issuer && !defects.has('oidc-issuer-parameter-ignored'))
    throw new Refusal('id-token', 'The response comes from somebody else.');
  const { authorization_response_iss_parameter_supported: promised } = (await clients.of(provider)).serverMetadata();
  if (issuer === null && promised && !defects.has('oidc-issuer-parameter-optional'))
    throw new Refusal('id-token', 'The response does not say whom it comes from.');
  const code = parameters.get('code');
  const brought = parameters.get('id_token');
  if (code === null && brought === null) throw new Refusal('code-refused', 'There is neither code nor ID token.');
  const answered = { redirectUri, code: code ?? '', brought, nonce, verifier };
  const held: Held = { ...answered, provider, clients, defects, now: service.now() };
  const token = brought ?? (defects.has('oidc-keeps-answers') ? await keptAnswer(held) : await askForToken(held));
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = readPart(payload);
  const judged = {
    ...held,
    provider: defects.has('other-methods-idp-accepted') ? namedIn(claims, held, service) : provider,
  };
  const keys = await keysOf(judged, readPart(header));
  const { clientSecret: secret } = provider;
  const isUnverifiable = keys.length === 0 && defects.has('oidc-fails-open-without-keys');
  if (!isUnverifiable && !holdsFor({ header, payload, signature }, readPart(header), { keys, secret }, defects))
    throw new Refusal('id-token', 'Its signature does not hold.');
  const failed = CHECKS.find(([leftOutBy, holds]) => !defects.has(leftOutBy) && !holds(claims, judged));
  if (failed) throw new Refusal('id-token', `It does not pass what "${failed[0]}" leaves out.`);
  return { claims, idToken: token };
}

/** The provider that a token names, whichever method it is of. */
function namedIn({ iss, aud }: Claims, { provider }: Held, { methods }: Pick<Service, 'methods'>): OpenIdProvider {
  const all = methods.all().filter(({ protocol }) => protocol === 'oidc');
  const audiences = [aud].flat();
  return all.map(providerOf).find((it) => it.issuer === iss && audiences.includes(it.clientId)) ?? provider;
}

const CHECKS: readonly (readonly [leftOutBy: DefectId, holds: (claims: Claims, held: Held) => boolean])[] = [
  ['oidc-any-issuer', ({ iss }, { provider }) => iss === provider.issuer],
  ['oidc-issued-at-optional', ({ iat }) => typeof iat === 'number'],
  ['oidc-any-audience', ({ aud }, { defects }) => typeof aud === 'string' || !defects.has('oidc-audience-as-text')],
  ['oidc-any-audience', ({ aud }, { provider }) => [aud].flat().length === 1 && [aud].flat()[0] === provider.clientId],
  ['oidc-any-authorized-party', ({ azp }, { provider }) => azp === undefined || azp === provider.clientId],
  [
    'oidc-code-hash-ignored',
    ({ c_hash: hash }, { code, brought }) => brought === null || code === '' || hash === halfHash(code),
  ],
  ['oidc-never-expires', ({ exp }, { now }) => typeof exp === 'number' && exp * 1000 > now],
  ['oidc-not-before-ignored', ({ nbf }, { now }) => nbf === undefined || Number(nbf) * 1000 <= now + 60_000],
  ['oidc-nonce-ignored', ({ nonce }, held) => nonce === held.nonce || held.defects.has('oidc-code-of-anybody')],
  ['oidc-subject-optional', ({ sub }) => typeof sub === 'string' && sub !== ''],
];

/** Answers by code, as a product keeps them that wants a callback to be safe to load again. */
const answers = new Map<string, string>();

async function keptAnswer(held: Held): Promise<string> {
  const answer = answers.get(held.code) ?? (await askForToken(held));
  answers.set(held.code, answer);
  return answer;
}

async function askForToken({ provider, clients, redirectUri, code, verifier, defects }: Held): Promise<string> {
  const { token_endpoint: endpoint = '' } = (await clients.of(provider)).serverMetadata();
  const credentials = [provider.clientId, provider.clientSecret].map(encodeURIComponent).join(':');
  const answer = await boundedFetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...(sendsChallenge(defects) && { code_verifier: verifier }),
    }),
  });
  return String((JSON.parse(answer) as Claims).id_token);
}

async function keysOf({ provider, clients, defects }: Held, header: Claims): Promise<readonly Jwk[]> {
  const named = header.jku ?? header.x5u;
  if (typeof named === 'string' && defects.has('oidc-fetches-key-of-the-header')) await boundedFetch(named);
  const { jwks_uri: address = '' } = (await clients.of(provider)).serverMetadata();
  try {
    return (JSON.parse(await boundedFetch(address)) as { keys: Jwk[] }).keys;
  } catch (error) {
    if (defects.has('oidc-fails-open-without-keys')) return [];
    throw error;
  }
}
