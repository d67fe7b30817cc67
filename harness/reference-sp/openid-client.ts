import {
  allowInsecureRequests,
  ClientSecretBasic,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client';
import { requireWebAddress } from './idp-metadata.ts';
import { Refusal } from './refusal.ts';

/** What the owner says of an identity provider that speaks OpenID Connect. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const TIMEOUT_S = 5;

/** What the discovery document says, for the methods that were asked for once in this process. */
const known = new Map<string, Promise<Configuration>>();

/** openid-client, set up for a provider. @throws Refusal `discovery` */
export function clientOf(provider: OpenIdProvider): Promise<Configuration> {
  const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret]);
  const found = known.get(key) ?? discover(provider);
  known.set(key, found);
  found.catch(() => known.delete(key));
  return found;
}

/** The issuer as it writes itself, and where browsers are sent. @throws Refusal `metadata`, `discovery` */
export async function discoverProvider(
  provider: OpenIdProvider,
): Promise<{ issuer: string; authorizationEndpoint: string }> {
  requireWebAddress(provider.issuer);
  const {
    issuer,
    authorization_endpoint: authorization,
    token_endpoint: token,
  } = (await clientOf(provider)).serverMetadata();
  if (!authorization || !token) throw new Refusal('discovery', 'It names no authorization or no token endpoint.');
  requireWebAddress(token);
  return { issuer, authorizationEndpoint: requireWebAddress(authorization) };
}

async function discover({ issuer, clientId, clientSecret }: OpenIdProvider): Promise<Configuration> {
  const isLoopback = issuer.startsWith('http:');
  try {
    return await discovery(new URL(issuer), clientId, clientSecret, ClientSecretBasic(clientSecret), {
      // In the code flow the library would trust the connection, and look at no signature.
      execute: [enableNonRepudiationChecks, ...(isLoopback ? [allowInsecureRequests] : [])],
      algorithm: 'oidc',
      timeout: TIMEOUT_S,
    });
  } catch (cause) {
    throw new Refusal('discovery', cause instanceof Error ? cause.message : undefined, { cause });
  }
}
