import * as client from 'openid-client';
import type { App, AppSettings, Idps, Person, SignInOrder, Vendor } from '../index.ts';
import { Browser } from '../server/browser.fixture.ts';

export const REDIRECT_URI = 'http://127.0.0.1:9/callback';

/** An application that is registered for OpenID Connect. */
export const oidcApp = (idps: Idps, vendor: Vendor, settings: AppSettings = {}, name = 'app'): Promise<App> =>
  idps.app(vendor, name, { settings: { relyingParty: { redirectUri: REDIRECT_URI }, ...settings } });

export interface Setting {
  clientAuth?: client.ClientAuth;
  metadata?: Partial<client.ClientMetadata>;
}

/** openid-client, set up by discovery as an administrator would. */
export function relyingParty(app: App, { clientAuth, metadata }: Setting = {}): Promise<client.Configuration> {
  return client.discovery(
    new URL(app.openid.issuer),
    app.clientId,
    metadata ?? app.clientSecret,
    clientAuth ?? client.ClientSecretBasic(app.clientSecret),
    // In the code flow it would trust the connection, and look at no signature.
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks], algorithm: 'oidc' },
  );
}

export interface Asked {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** An authorization request with PKCE, state and nonce. */
export async function ask(
  configuration: client.Configuration,
  parameters: Record<string, string> = {},
): Promise<Asked> {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  });
  return { url, state, nonce, verifier };
}

/** Arms a browser for the person, and follows the request to what the browser brings back. */
export async function signInWith(
  idps: Idps,
  app: App,
  person: Person,
  url: URL,
  order: Partial<SignInOrder> = {},
  browser = new Browser(),
) {
  await browser.get(idps.arm({ key: order.key ?? person.key, app, person, ...order }).armUrl);
  return browser.get(url.href);
}

/** The tokens of a whole code flow. */
export async function codeFlow(
  idps: Idps,
  app: App,
  person: Person,
  {
    order,
    parameters,
    setting,
  }: { order?: Partial<SignInOrder>; parameters?: Record<string, string>; setting?: Setting } = {},
) {
  const configuration = await relyingParty(app, setting);
  const asked = await ask(configuration, parameters);
  const shown = await signInWith(idps, app, person, asked.url, order);
  const callback = new URL(shown.headers.get('location') ?? 'http://nowhere.invalid');
  const tokens = await client.authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier: asked.verifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  });
  return { configuration, callback, tokens, claims: tokens.claims()! };
}
