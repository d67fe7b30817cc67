import { boundedFetch } from './bounded-fetch.ts';
import type { SsoMethod } from './sso-method.ts';

/** Where Microsoft keeps directories. */
const DIRECTORIES = ['https://graph.windows.net', 'https://graph.microsoft.com'];

/**
 * The groups behind an overage pointer; none where the method has no credentials, the pointer leads elsewhere, or anything
 * fails: a person who cannot be given their groups is still signed in.
 */
export async function groupsBehind(link: string, method: SsoMethod): Promise<string[]> {
  const { clientId, clientSecret } = method;
  if (!clientId || !clientSecret || !leadsToDirectory(link, method)) return [];
  try {
    return await askDirectory(link, await accessToken(link, tokenEndpointOf(method), clientId, clientSecret));
  } catch {
    return [];
  }
}

/** The pointer is what the message says; the token goes nowhere else than to the identity provider or to Microsoft. */
function leadsToDirectory(link: string, method: SsoMethod): boolean {
  if (!URL.canParse(link)) return false;
  const { origin } = new URL(link);
  return origin === new URL(method.ssoUrl).origin || DIRECTORIES.includes(origin);
}

/** It stands beside the tenant's SAML endpoint, and beside its authorization endpoint. */
const tokenEndpointOf = ({ protocol, ssoUrl }: SsoMethod): string =>
  new URL(protocol === 'oidc' ? 'token' : 'oauth2/v2.0/token', ssoUrl).href;

/** Client credentials of the Microsoft identity platform. */
async function accessToken(
  link: string,
  tokenEndpoint: string,
  clientId: string,
  clientSecret: string,
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${new URL(link).origin}/.default`,
  });
  const answer = JSON.parse(await boundedFetch(tokenEndpoint, { method: 'POST', body })) as {
    access_token?: unknown;
  };
  if (typeof answer.access_token !== 'string') throw new Error('There is no access token in the answer.');
  return answer.access_token;
}

async function askDirectory(link: string, token: string): Promise<string[]> {
  const text = await boundedFetch(link, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ securityEnabledOnly: true }),
  });
  const { value } = JSON.parse(text) as { value?: unknown };
  if (!Array.isArray(value)) throw new Error('There is no list of groups in the answer.');
  return [...new Set(value.filter((group) => typeof group === 'string'))];
}
