import type { Configuration } from 'openid-client';
import { requireWebAddress } from './idp-metadata.ts';
import { Refusal } from './refusal.ts';
import type { SsoMethod } from './sso-method.ts';

/** What the owner says of an identity provider that speaks OpenID Connect. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const providerOf = ({ issuer, clientId, clientSecret }: SsoMethod): OpenIdProvider => ({
  issuer,
  clientId: clientId ?? '',
  clientSecret: clientSecret ?? '',
});

const TIMEOUT_S = 5;

/** openid-client, set up for each provider: what its discovery document says is kept as long as the service runs. */
export class OpenIdClients {
  readonly #known = new Map<string, Promise<Configuration>>();

  /** @throws Refusal `discovery` */
  of(provider: OpenIdProvider): Promise<Configuration> {
    const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret]);
    const known = this.#known.get(key);
    if (known) return known;
    const found = discover(provider);
    this.#known.set(key, found);
    found.catch(() => this.#known.delete(key));
    return found;
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
    return { issuer, authorizationEndpoint: requireWebAddress(authorization) };
  }
}

async function discover({ issuer, clientId, clientSecret }: OpenIdProvider): Promise<Configuration> {
  const isLoopback = issuer.startsWith('http:');
  // Loaded when it is first needed: a sign-in over SAML does without it.
  const library = await import('openid-client');
  const { allowInsecureRequests, ClientSecretBasic, enableNonRepudiationChecks } = library;
  try {
    return await library.discovery(new URL(issuer), clientId, clientSecret, ClientSecretBasic(clientSecret), {
      // In the code flow the library would trust the connection, and look at no signature.
      execute: [enableNonRepudiationChecks, ...(isLoopback ? [allowInsecureRequests] : [])],
      algorithm: 'oidc',
      timeout: TIMEOUT_S,
    });
  } catch (cause) {
    throw new Refusal('discovery', cause instanceof Error ? cause.message : undefined, { cause });
  }
}
