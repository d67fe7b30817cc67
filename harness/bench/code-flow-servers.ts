import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from 'oidc-provider';
import { startIdps, type Vendor } from '../../mock-idps/index.ts';

/** A sign-in that can be done: authorization request, and what the token request takes. */
export interface Flow {
  authorizationUrl: string;
  /** Who signs in; empty where nobody is asked. */
  cookie: string;
  tokenUrl: string;
  /** Client credentials, as the header holds them. */
  authorization: string;
}

/** What the bench asks of a server. */
export interface FlowOrder {
  count: number;
}

/** What the server says to it. */
export interface FlowAnswer {
  flows: Flow[];
  /** Processor time of the process until now, on all threads. Milliseconds. */
  processorMs: number;
}

export const REDIRECT_URI = 'http://127.0.0.1:9/callback';
/** Both of RFC 7636, appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const PEOPLE = 50;

/** Makes so many flows ready. */
type Contender = (count: number) => Flow[];

interface Client {
  id: string;
  secret: string;
}

const ready = (addresses: { authorization: string; token: string }, { id, secret }: Client, cookie: string): Flow => {
  const url = new URL(addresses.authorization);
  url.search = new URLSearchParams({
    client_id: id,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email',
    state: 'af0ifjsldkj',
    nonce: 'n-0S6_WzA2Mj',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  }).toString();
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  return { authorizationUrl: url.href, cookie, tokenUrl: addresses.token, authorization };
};

/** Everybody signs in anew, as in a run: each flow has an order of its own. */
async function ours(vendor: Exclude<Vendor, 'other'>): Promise<Contender> {
  const idps = await startIdps();
  process.once('disconnect', () => void idps.close());
  const app = await idps.app(vendor, 'bench', { settings: { relyingParty: { redirectUri: REDIRECT_URI } } });
  const discovery = (await (await fetch(app.openid.discoveryUrl)).json()) as Record<string, string>;
  const addresses = {
    authorization: discovery.authorization_endpoint ?? '',
    token: discovery.token_endpoint ?? '',
  };
  const client = { id: app.clientId, secret: app.clientSecret };
  let armed = 0;
  return (count) =>
    Array.from({ length: count }, (_, n) => {
      const person = idps.person(vendor, {}, `bench/${n % PEOPLE}`);
      const { id } = idps.arm({ key: `bench/${armed++}`, app, person });
      return ready(addresses, client, `jitmus_${vendor}=${id}`);
    });
}

const PLAIN: Client = { id: 'bench', secret: 'a secret of the bench, 40 characters long' };

/** As shipped, in its own memory. Everybody has a session already, which asks the least of it. */
async function plainProvider(): Promise<Contender> {
  const { Provider } = await import('oidc-provider');
  const http = createServer();
  http.listen(0, 'localhost');
  await once(http, 'listening');
  process.once('disconnect', () => http.close().closeAllConnections());
  const origin = `http://localhost:${(http.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as { kty: 'RSA' };
  const configuration: Configuration = {
    clients: [
      {
        client_id: PLAIN.id,
        client_secret: PLAIN.secret,
        redirect_uris: [REDIRECT_URI],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...jwk, kid: 'bench', alg: 'RS256', use: 'sig' }] },
    claims: { openid: ['sub'], profile: ['name', 'given_name', 'family_name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: 'Ann Example', email: `${accountId}@example.test`, email_verified: true }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        ...(oidc.client && { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    interactions: { url: () => '/nobody-is-signed-in' },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 600,
      IdToken: 3600,
      Interaction: 3600,
      Grant: 86_400,
      Session: 86_400,
    },
  };
  const provider = new Provider(origin, configuration);
  const answer = provider.callback();
  http.on('request', (request, response) => void answer(request, response));
  const addresses = { authorization: `${origin}/auth`, token: `${origin}/token` };
  const sessions = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, n) => {
      const session = new provider.Session();
      session.loginAccount({ accountId: `person-${n}` });
      return (session as unknown as { save(ttl: number): Promise<string> }).save(86_400);
    }),
  );
  return (count) =>
    Array.from({ length: count }, (_, n) => ready(addresses, PLAIN, `_session=${sessions[n % PEOPLE]}`));
}

/** As shipped: it asks for nobody, and signs the access token too. */
async function oauth2MockServer(): Promise<Contender> {
  const { OAuth2Server } = await import('oauth2-mock-server');
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, 'localhost');
  process.once('disconnect', () => void server.stop());
  const origin = server.issuer.url ?? '';
  return (count) =>
    Array.from({ length: count }, () =>
      ready({ authorization: `${origin}/authorize`, token: `${origin}/token` }, PLAIN, ''),
    );
}

const contenders: Readonly<Record<string, () => Promise<Contender>>> = {
  entra: () => ours('entra'),
  google: () => ours('google'),
  okta: () => ours('okta'),
  'oidc-provider': plainProvider,
  'oauth2-mock-server': oauth2MockServer,
};

export type ContenderName = 'entra' | 'google' | 'okta' | 'oidc-provider' | 'oauth2-mock-server';

/** Becomes the server of that name. */
export async function serve(name: string): Promise<void> {
  const make = await contenders[name]?.();
  process.on('message', ({ count }: FlowOrder) => {
    const flows = make?.(count) ?? [];
    const { user, system } = process.cpuUsage();
    process.send?.({ flows, processorMs: (user + system) / 1000 } satisfies FlowAnswer);
  });
}
