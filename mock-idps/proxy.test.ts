import { once } from 'node:events';
import { request as connectRequest, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Idps, Vendor } from './index.ts';
import { startIdps } from './index.ts';
import { ask as authorizationOf, oidcApp } from './oidc/relying-party.fixture.ts';
import { atRealHosts, isImpersonated, pathHere } from './located.ts';

let idps: Idps;
beforeAll(async () => {
  idps = await startIdps({ tls: true, impersonate: true });
});
afterAll(() => idps.close());

/** A tunnel to that host and port, or what the proxy says instead. */
async function tunnel(to: string): Promise<{ socket: Socket } | { refused: number }> {
  const { hostname: host, port } = new URL(idps.proxy!.url);
  const asked = connectRequest({ host, port, method: 'CONNECT', path: to, agent: false }).end();
  const [answer, socket] = (await once(asked, 'connect')) as [IncomingMessage, Socket];
  if (answer.statusCode === 200) return { socket };
  socket.destroy();
  return { refused: answer.statusCode ?? 0 };
}

/** Over the proxy where the address is a vendor's, as a program does that heeds HTTPS_PROXY and NO_PROXY. */
async function ask(
  address: string,
  init: {
    method?: string;
    headers?: Record<string, string>;
    body?: client.CustomFetchOptions['body'] | undefined;
  } = {},
) {
  const url = new URL(address);
  const options = {
    method: init.method ?? 'GET',
    headers: { ...init.headers },
    ca: idps.tls!.ca,
  } as const;
  const through = isImpersonated(url.hostname) ? await tunnel(`${url.hostname}:443`) : null;
  if (through && 'refused' in through) throw new Error(`The proxy refused with ${through.refused}.`);
  const sent = through
    ? request(url, {
        ...options,
        createConnection: () => connect({ socket: through.socket, servername: url.hostname, ca: idps.tls!.ca }),
      })
    : request(url, { ...options, agent: false });
  sent.end(init.body instanceof URLSearchParams || typeof init.body === 'string' ? String(init.body) : undefined);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text };
}

/** openid-client behind the proxy. */
const throughProxy: client.CustomFetch = async (address, { method, headers, body }) => {
  const { status, text, headers: got } = await ask(address, { method, headers, body });
  return new Response(text, { status, headers: { 'content-type': got['content-type'] ?? '' } });
};

describe.each<[Vendor, string, string, string]>([
  ['entra', 'login.microsoftonline.com', 'login.microsoftonline.com', '/v2.0'],
  ['google', 'accounts.google.com', 'oauth2.googleapis.com', ''],
  ['okta', 'corp.okta.com', 'corp.okta.com', ''],
])('%s', (vendor, host, tokenHost, ending) => {
  it('bears its own addresses, and openid-client signs in there', async () => {
    const app = await oidcApp(idps, vendor);
    const { issuer } = app.openid;
    expect(new URL(issuer).host).toBe(host);
    expect(issuer.endsWith(ending)).toBe(true);
    const configuration = await client.discovery(new URL(issuer), app.clientId, app.clientSecret, undefined, {
      algorithm: 'oidc',
      execute: [client.enableNonRepudiationChecks],
      [client.customFetch]: throughProxy,
    });
    for (const [name, value] of Object.entries(configuration.serverMetadata())) {
      if (!/_(endpoint|uri)$/.test(name) || typeof value !== 'string') continue;
      const { protocol, host: named } = new URL(value);
      expect([protocol, isImpersonated(named)], name).toEqual(['https:', true]);
    }
    expect(new URL(configuration.serverMetadata().token_endpoint!).host).toBe(tokenHost);

    const { url, state, nonce, verifier } = await authorizationOf(configuration);
    // The browser of a person, who chooses somebody on the page; it stays at the vendor's host.
    const cookies = new Map<string, string>();
    const visit = async (address: string, body?: string) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const form: Record<string, string> =
        body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await ask(address, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { cookie, ...form },
        body,
      });
      for (const line of answer.headers['set-cookie'] ?? []) {
        const [pair = ''] = line.split(';');
        const [name = '', value = ''] = pair.split('=');
        cookies.set(name, value);
      }
      return answer;
    };
    const page = new URL((await visit(url.href)).headers.location!);
    expect(page.host).toBe(host);
    const chosen = await visit(page.href, 'person=2');
    const back = await visit(new URL(chosen.headers.location!, page).href);
    const tokens = await client.authorizationCodeGrant(configuration, new URL(back.headers.location!), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    expect(tokens.claims()!.iss).toBe(issuer);
    const userinfo = await client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()!.sub);
    expect(userinfo.sub).toBe(tokens.claims()!.sub);
  });
});

describe('over SAML', () => {
  it.each<[Vendor, RegExp]>([
    ['entra', /^https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}\/saml2$/],
    ['google', /^https:\/\/accounts\.google\.com\/o\/saml2\/idp\?idpid=C0\w{7}$/],
    ['okta', /^https:\/\/corp\.okta\.com\/app\/\w+\/exk\w{17}\/sso\/saml$/],
  ])('%s bears its own SSO URL, says so in its metadata, and answers there', async (vendor, form) => {
    const app = await idps.app(vendor, 'saml');
    expect(app.ssoUrl).toMatch(form);
    const metadata = await ask(app.metadataUrl);
    expect(metadata.text).toContain(`Location="${app.ssoUrl}"`);
    // Without a request it is refused, by the page of that vendor and by nobody else.
    const answer = await ask(app.ssoUrl);
    expect([answer.status, answer.headers['set-cookie'] ?? []]).toEqual([400, []]);
    expect(answer.text).not.toContain('There is nothing here');
  });

  it('a ticket is put into the browser at the host where the person comes to', async () => {
    for (const vendor of ['entra', 'google', 'okta', 'other'] as const) {
      const app = await idps.app(vendor, 'saml');
      const { armUrl } = idps.arm({ key: vendor, app, person: idps.person(vendor, {}, vendor) });
      expect(new URL(armUrl).origin).toBe(new URL(app.ssoUrl).origin);
      expect((await ask(armUrl)).status).toBe(204);
      expect(idps.owns(armUrl)).toBe(true);
    }
  });
});

describe('the proxy', () => {
  it.each([
    'example.com:443',
    'login.microsoftonline.com:80',
    'login.microsoftonline.com.evil.test:443',
    'evil.login.microsoftonline.com:443',
    'okta.com:443',
    'a.b.okta.com:443',
    '127.0.0.1:443',
    '[::1]:443',
    'localhost:22',
    'nonsense',
  ])('refuses %s', async (to) => {
    expect(await tunnel(to)).toEqual({ refused: 403 });
  });

  it('leads to the mocks at their own address too, where what no vendor has is', async () => {
    const through = await tunnel(new URL(idps.origin).host);
    expect(through).not.toHaveProperty('refused');
    if ('socket' in through) through.socket.destroy();
  });

  it('refuses requests that are not tunnelled', async () => {
    const answer = await fetch(idps.proxy!.url);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('mock identity providers alone'),
    ]);
  });

  it('is not there where nobody is impersonated, and goes with https', async () => {
    const plain = await startIdps({});
    expect(plain.proxy).toBeNull();
    await plain.close();
    await expect(startIdps({ impersonate: true })).rejects.toThrow(/goes with tls/);
  });
});

it('a path leads outside and back to itself', () => {
  const at = atRealHosts('https://localhost:1');
  for (const path of [
    '/accounts.google.com/o/x',
    '/corp.okta.com/oauth2/v1/keys',
    '/graph.microsoft.com/oidc/userinfo',
    '/common/oauth2/v2.0/token',
  ]) {
    const { host, pathname } = new URL(at(path));
    expect(isImpersonated(host), path).toBe(true);
    expect(pathHere(host, pathname)).toBe(path);
  }
  expect(at('/other/corp/token')).toBe('https://localhost:1/other/corp/token');
  expect(pathHere('corp.okta.com', '/_jitmus/openid/x')).toBe('/_jitmus/openid/x');
  expect(at('/o/saml2/idp', 'accounts.google.com')).toBe('https://accounts.google.com/o/saml2/idp');
  expect(pathHere('accounts.google.com', '/o/saml2/idp')).toBe('/o/saml2/idp');
});
