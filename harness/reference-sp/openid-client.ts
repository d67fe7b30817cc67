import type { JWTVerifyGetKey } from 'jose';
import type * as Library from 'openid-client';
import type { Configuration, ExportedJWKSCache, ServerMetadata } from 'openid-client';
import { boundedFetch } from './bounded-fetch.ts';
import type { Defects } from './defects.ts';
import { requireWebAddress } from './idp-metadata.ts';
import { Refusal } from './refusal.ts';
import type { OpenIdResponseType, SsoMethod } from './sso-method.ts';

/** What the owner says of an identity provider that speaks OpenID Connect. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly responseType: OpenIdResponseType;
}

export const providerOf = ({ issuer, clientId, clientSecret, responseType }: SsoMethod): OpenIdProvider => ({
  issuer,
  responseType,
  clientId: clientId ?? '',
  clientSecret: clientSecret ?? '',
});

const TIMEOUT_S = 5;

/** Seconds within which openid-client, once it has fetched keys, does not fetch them again for one that it does not know. */
const PATIENCE_S = 60;

/** openid-client, set up for each provider: what its discovery document says is kept as long as the service runs. */
export class OpenIdClients {
  readonly #defects: Defects;
  readonly #known = new Map<string, Promise<Configuration>>();
  /** Keys by issuer, as they were last fetched. */
  readonly #keys = new Map<string, ExportedJWKSCache['jwks']>();
  readonly #keySets = new Map<string, JWTVerifyGetKey>();

  constructor(defects: Defects) {
    this.#defects = defects;
  }

  /** @throws Refusal `discovery` */
  of(provider: OpenIdProvider): Promise<Configuration> {
    const { issuer, clientId, clientSecret, responseType } = provider;
    const key = JSON.stringify([issuer, clientId, clientSecret, responseType]);
    const known = this.#known.get(key);
    if (known) return known;
    const found = discover(provider, this.#defects);
    this.#known.set(key, found);
    found.catch(() => this.#known.delete(key));
    return found;
  }

  /**
   * The client for one answer. It knows the keys that were fetched before, and fetches them once more where the answer names
   * another: people who sign in within a minute of a roll-over are not to wait.
   */
  async forAnswer(provider: OpenIdProvider, defects: Defects): Promise<Configuration> {
    const client = await this.of(provider);
    if (defects.has('oidc-keys-kept')) return client;
    const library = await import('openid-client');
    const { issuer, clientId, clientSecret } = provider;
    const credentials = library.ClientSecretBasic(clientSecret);
    const fresh = new library.Configuration(client.serverMetadata(), clientId, clientSecret, credentials);
    for (const extend of extensionsOf(library, provider)) extend(fresh);
    fresh.timeout = TIMEOUT_S;
    const jwks = this.#keys.get(issuer);
    if (jwks) library.setJwksCache(fresh, { jwks, uat: Math.floor(Date.now() / 1000) - PATIENCE_S });
    return fresh;
  }

  /** The published keys of an issuer, by the header of a token; fetched anew for a name that nobody knows. */
  async keysOf(provider: OpenIdProvider): Promise<JWTVerifyGetKey> {
    const known = this.#keySets.get(provider.issuer);
    if (known) return known;
    const { createRemoteJWKSet } = await import('jose');
    const { jwks_uri: address } = (await this.of(provider)).serverMetadata();
    if (address === undefined) throw new Refusal('discovery', 'It names no keys.');
    const keys = createRemoteJWKSet(new URL(address), { timeoutDuration: TIMEOUT_S * 1000 });
    this.#keySets.set(provider.issuer, keys);
    return keys;
  }

  /** Keeps the keys that were fetched for an answer. */
  async keepKeys({ issuer }: OpenIdProvider, client: Configuration): Promise<void> {
    const { getJwksCache } = await import('openid-client');
    const cache = getJwksCache(client);
    if (cache) this.#keys.set(issuer, cache.jwks);
  }

  /** The issuer as it writes itself, and where browsers are sent. @throws Refusal `metadata`, `discovery` */
  async discover(provider: OpenIdProvider): Promise<{ issuer: string; authorizationEndpoint: string }> {
    requireWebAddress(provider.issuer);
    const {
      issuer,
      authorization_endpoint: authorization,
      token_endpoint: token,
    } = (await this.of(provider)).serverMetadata();
    if (!authorization || !token) throw new Refusal('discovery', 'It names no authorization or no token endpoint.');
    requireWebAddress(token);
    const compared = !this.#defects.has('oidc-discovery-issuer-not-compared');
    return { issuer: compared ? issuer : provider.issuer, authorizationEndpoint: requireWebAddress(authorization) };
  }
}

async function discover(provider: OpenIdProvider, defects: Defects): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = provider;
  // Loaded when it is first needed: a sign-in over SAML does without it.
  const library = await import('openid-client');
  try {
    if (defects.has('oidc-discovery-issuer-not-compared')) return await discoverByHand(library, provider);
    return await library.discovery(new URL(issuer), clientId, clientSecret, library.ClientSecretBasic(clientSecret), {
      execute: extensionsOf(library, provider),
      algorithm: 'oidc',
      timeout: TIMEOUT_S,
    });
  } catch (cause) {
    throw new Refusal('discovery', cause instanceof Error ? cause.message : undefined, { cause });
  }
}

/** What the document says is believed, also whose it is. */
async function discoverByHand(library: typeof Library, provider: OpenIdProvider): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = provider;
  const document = await boundedFetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const metadata = JSON.parse(document) as ServerMetadata;
  const client = new library.Configuration(metadata, clientId, clientSecret, library.ClientSecretBasic(clientSecret));
  for (const extend of extensionsOf(library, provider)) extend(client);
  client.timeout = TIMEOUT_S;
  return client;
}

/** What the library has to be told. */
function extensionsOf(library: typeof Library, { issuer, responseType }: OpenIdProvider) {
  const flows = {
    code: [],
    id_token: [library.useIdTokenResponseType],
    'code id_token': [library.useCodeIdTokenResponseType],
  };
  // In the code flow the library would trust the connection, and look at no signature.
  const extensions = [library.enableNonRepudiationChecks, ...flows[responseType]];
  return issuer.startsWith('http:') ? [...extensions, library.allowInsecureRequests] : extensions;
}
