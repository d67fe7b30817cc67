/** An identity provider that speaks OpenID Connect, for the tests of this folder; shares no code with the mock IdPs. */
import {
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { TestBrowser, TestMethod, World } from './test-world.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

type Claims = Record<string, unknown>;

/** How a token is made; everything that is left out is as it should be. */
export interface TokenChanges {
  claims?: Claims;
  header?: Claims;
  key?: KeyObject;
  /** Puts something else in the place of the finished token. */
  wire?: (token: string) => string;
}

export interface OpenIdIdp {
  readonly issuer: string;
  /** Of every code that was redeemed. */
  readonly redeemed: string[];
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Private keys that are published beside ours, by their name. */
  readonly further: Record<string, KeyObject>;
  /** Issuer that the discovery document names in place of ours. */
  named: string | null;
  /** The keys are not to be had. */
  withoutKeys: boolean;
  /** The discovery document promises that responses name the issuer. */
  promisesIssuer: boolean;
  /** What the next code stands for. */
  next: TokenChanges & { nonce?: string };
  /** In the place of an answer of the token endpoint. */
  fails: { status: number; body: string } | null;
  userinfo: Claims;
  /** Null: it has no logout, as Google. */
  endSession: string | null;
}

/** Made for a client id that is the same for all tests. */
export const CLIENT = { clientId: 'our-client', clientSecret: 'our secret & sign' };

export async function startOpenIdIdp(): Promise<OpenIdIdp> {
  const idp: OpenIdIdp = {
    issuer: '',
    redeemed: [],
    asked: [],
    further: {},
    named: null,
    withoutKeys: false,
    promisesIssuer: false,
    next: {},
    fails: null,
    userinfo: {},
    endSession: null,
  };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', idp.issuer);
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    idp.asked.push(url.pathname);
    let sent = '';
    request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
    request.on('end', () => {
      if (url.pathname === '/jwks' && idp.withoutKeys) return json('', 503);
      if (url.pathname === '/jwks')
        return json({ keys: Object.entries({ one: publicKey, ...idp.further }).map(([kid, key]) => jwkOf(kid, key)) });
      if (url.pathname === '/userinfo') return json(idp.userinfo);
      if (url.pathname === '/token') {
        const code = new URLSearchParams(sent).get('code') ?? '';
        if (idp.fails) return json(idp.fails.body, idp.fails.status);
        if (idp.redeemed.includes(code)) return json({ error: 'invalid_grant' }, 400);
        idp.redeemed.push(code);
        return json({ access_token: 'access', token_type: 'Bearer', id_token: tokenOf(idp) });
      }
      json({
        issuer: idp.named ?? idp.issuer,
        authorization_response_iss_parameter_supported: idp.promisesIssuer,
        authorization_endpoint: `${idp.issuer}/authorize`,
        token_endpoint: `${idp.issuer}/token`,
        userinfo_endpoint: `${idp.issuer}/userinfo`,
        jwks_uri: `${idp.issuer}/jwks`,
        ...(idp.endSession !== null && { end_session_endpoint: idp.endSession }),
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  (idp as { issuer: string }).issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return idp;
}

const jwkOf = (kid: string, key: KeyObject) => ({
  ...(key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
});

export const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with a MAC. */
export const withMacOf =
  (secret: string | Buffer) =>
  (token: string): string => {
    const [, payload = ''] = token.split('.');
    const signed = `${part({ alg: 'HS256' })}.${payload}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };

/** A token with a MAC made with our public key. */
export const withMac = withMacOf(publicKey.export({ type: 'spki', format: 'pem' }));

/** A logout token for that session of Ada's. */
export function logoutTokenOf(
  { issuer }: OpenIdIdp,
  { claims = {}, header, key = privateKey, wire = String }: TokenChanges = {},
) {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: issuer,
    sub: 'subject-1',
    aud: CLIENT.clientId,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    sid: 'session-1',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...claims,
  };
  const signed = `${part({ alg: 'RS256', kid: 'one', typ: 'logout+jwt', ...header })}.${part(all)}`;
  return wire(`${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`);
}

function tokenOf({ issuer, next }: OpenIdIdp): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: 'subject-1',
    aud: CLIENT.clientId,
    iat: now,
    exp: now + 3600,
    nonce: next.nonce,
    email_verified: true,
    ...next.claims,
  };
  const signed = `${part({ alg: 'RS256', kid: 'one', ...next.header })}.${part(claims)}`;
  const signature = sign('RSA-SHA256', Buffer.from(signed), next.key ?? privateKey).toString('base64url');
  return (next.wire ?? String)(`${signed}.${signature}`);
}

/** A verified method over OpenID Connect. The clock is set to now, since the library that verifies reads the machine's. */
export async function openIdMethod(world: World, idp: OpenIdIdp, changes: Claims = {}): Promise<TestMethod> {
  world.clock.now = Date.now();
  const { issuer } = idp;
  return world.verifiedMethod({
    idpType: 'okta',
    protocol: 'oidc',
    metadataXml: undefined,
    issuer,
    ...CLIENT,
    ...changes,
  });
}

/** What an authorization response differs in. */
export interface AnswerChanges extends TokenChanges {
  parameters?: Record<string, string | undefined>;
  start?: string;
  /** Brings the answer instead of the browser that asked. */
  brings?: TestBrowser;
}

/** A whole sign-in of that address; who is signed in afterwards, in the browser that brought the answer. */
export async function signInOverOpenId(
  world: World,
  idp: OpenIdIdp,
  method: TestMethod,
  email: string | null,
  { parameters = {}, start, brings, ...token }: AnswerChanges = {},
) {
  const browser = world.browser();
  const asked = await browser.get(start ?? method.jitLoginUrl ?? method.loginUrl);
  if (asked.status !== 302) return { ...asked, email: null, asked: null, browser, callback: '' };
  const url = new URL(asked.location!);
  const { state = '', nonce = '', redirect_uri: redirectUri = '' } = Object.fromEntries(url.searchParams);
  idp.next = { ...token, nonce, claims: { ...(email !== null && { email }), ...token.claims } };
  const answer = { code: `code-${state}`, state, ...parameters };
  const given = Object.entries(answer).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const callback = `${redirectUri}?${new URLSearchParams(given)}`;
  const brought = brings ?? browser;
  return { ...(await bringAnswer(brought, callback)), asked: url, browser: brought, callback };
}

/** The same where the answer comes as a form, with an ID token in it and, unless changed, a code that belongs to it. */
export async function signInByForm(
  world: World,
  idp: OpenIdIdp,
  method: TestMethod,
  email: string,
  { parameters = {}, brings, ...token }: AnswerChanges = {},
) {
  const browser = world.browser();
  const { location } = await browser.get(method.jitLoginUrl ?? method.loginUrl);
  const asked = new URL(location!);
  const { state = '', nonce = '', redirect_uri: redirectUri = '' } = Object.fromEntries(asked.searchParams);
  const code = `code-${state}`;
  const hash = createHash('sha256').update(code).digest().subarray(0, 16).toString('base64url');
  idp.next = { ...token, nonce, claims: { email, c_hash: hash, ...token.claims } };
  const answer = { code, state, id_token: tokenOf(idp), ...parameters };
  const given = Object.entries(answer).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const posted = await browser.postFromElsewhere(redirectUri, Object.fromEntries(given));
  if (posted.status !== 303) return { ...posted, asked, email: null };
  return { ...(await bringAnswer(brings ?? browser, posted.location!)), asked };
}

/** Opens the callback, and asks who is signed in then. */
export async function bringAnswer(browser: TestBrowser, callback: string) {
  const answer = await browser.get(callback);
  const me = await browser.get('/me');
  return { ...answer, email: me.status === 200 ? (JSON.parse(me.text) as { email: string }).email : null };
}
