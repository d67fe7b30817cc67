import * as client from 'openid-client';
import { generateKeyPair } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppSettings, Idps, Vendor } from '../index.ts';
import { Browser, started } from '../server/browser.fixture.ts';
import { ask, codeFlow, oidcApp, REDIRECT_URI, relyingParty, signInWith } from './relying-party.fixture.ts';

const running: Idps[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((idps) => idps.close()));
});
const run = async (clock: () => number = Date.now) => {
  const result = await started({ clock });
  running.push(result.idps);
  return result;
};

const vendors = ['entra', 'google', 'okta'] as const;
const errorOf = (location: string | null) => {
  const { searchParams, hash } = new URL(location ?? '');
  return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error');
};

describe.each(vendors)('at %s', (vendor) => {
  const registered = (responseType: NonNullable<AppSettings['relyingParty']>['responseType']): AppSettings => ({
    relyingParty: { redirectUri: REDIRECT_URI, responseType },
  });

  it('an ID token comes by form, and openid-client takes it', async () => {
    const { idps, seen } = await run();
    const app = await oidcApp(idps, vendor, registered('id_token'));
    const person = idps.person(vendor, {}, 'ann');
    const configuration = await relyingParty(app);
    client.useIdTokenResponseType(configuration);
    const asked = await ask(configuration, { response_type: 'id_token', response_mode: 'form_post' });
    const shown = await signInWith(idps, app, person, asked.url);
    const { action, fields, method } = shown.forms[0]!;
    const names = vendor === 'entra' ? ['id_token', 'session_state', 'state'] : ['id_token', 'state'];
    expect([action, method, Object.keys(fields).sort()]).toEqual([REDIRECT_URI, 'post', names]);
    const request = new Request(REDIRECT_URI, { method: 'POST', body: new URLSearchParams(fields) });
    const claims = await client.implicitAuthentication(configuration, request, asked.nonce, {
      expectedState: asked.state,
    });
    expect(claims.email).toBe(person.email);
    expect(seen('claims')).toMatchObject([{ through: 'front-channel', sent: fields.id_token }]);
    expect(seen('authorization-response')).toMatchObject([{ mode: 'form_post', deliveries: [{ method: 'POST' }] }]);
  });

  it('code and ID token come in the fragment, and belong together', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor, registered('code id_token'));
    const person = idps.person(vendor, {}, 'ann');
    const configuration = await relyingParty(app);
    client.useCodeIdTokenResponseType(configuration);
    const asked = await ask(configuration, { response_type: 'code id_token' });
    const shown = await signInWith(idps, app, person, asked.url);
    const tokens = await client.authorizationCodeGrant(configuration, new URL(shown.headers.get('location')!), {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
    });
    expect(tokens.claims()!.email).toBe(person.email);
  });

  it('a session lasts, and prompt, max_age and logout mind it (O082)', async () => {
    let now = Date.now();
    const { idps } = await run(() => now);
    const app = await oidcApp(idps, vendor);
    const configuration = await relyingParty(app);
    const browser = new Browser();
    const go = async (parameters: Record<string, string> = {}) =>
      (await browser.get((await ask(configuration, parameters)).url.href)).headers.get('location');
    expect(errorOf(await go({ prompt: 'none' }))).toBe('login_required');
    await signInWith(idps, app, idps.person(vendor, {}, 'ann'), (await ask(configuration)).url, {}, browser);
    expect(await go()).toContain('code=');
    expect(await go({ prompt: 'none' })).toContain('code=');
    expect(await go({ prompt: 'login' })).toContain('/_jitmus/openid/');
    expect(await go({ prompt: 'select_account' })).toContain('/_jitmus/openid/');
    now += 120_000;
    expect(await go({ max_age: '60' })).toContain('/_jitmus/openid/');
    expect(await go({ max_age: '600' })).toContain('code=');
    expect(await go({ max_age: '0' })).toContain('/_jitmus/openid/');
  });

  it('a request without a nonce is answered with a code, and with no ID token (O016)', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor, { relyingParty: { redirectUri: REDIRECT_URI, responseType: 'id_token' } });
    const person = idps.person(vendor, {}, 'ann');
    const without = async (parameters: Record<string, string>) => {
      const { url } = await ask(await relyingParty(app), parameters);
      url.searchParams.delete('nonce');
      return signInWith(idps, app, person, url, { key: JSON.stringify(parameters) });
    };
    expect((await without({})).headers.get('location')).toContain('code=');
    const { headers, text } = await without({ response_type: 'id_token' });
    expect(`${headers.get('location')} ${text}`).toMatch(/invalid_request|AADSTS/);
  });

  it('a request by form is answered too, also from another site', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor);
    const { url } = await ask(await relyingParty(app));
    const browser = new Browser();
    const posted = await browser.post(url.origin + url.pathname, Object.fromEntries(url.searchParams));
    await browser.get(idps.arm({ key: 'k', app, person: idps.person(vendor, {}, 'ann') }).armUrl);
    const shown = await browser.get(new URL(posted.headers.get('location')!, idps.origin).href);
    expect(shown.headers.get('location')).toContain(`${REDIRECT_URI}?code=`);
  });
});

describe('refresh tokens', () => {
  it.each<[Vendor, Record<string, string>]>([
    ['entra', { scope: 'openid profile email offline_access' }],
    ['google', { access_type: 'offline' }],
    ['okta', { scope: 'openid profile email offline_access' }],
  ])('of %s are given when asked for, and bring a new ID token (O054, O058)', async (vendor, parameters) => {
    const { idps, seen } = await run();
    const app = await oidcApp(idps, vendor);
    const person = idps.person(vendor, {}, 'ann');
    const { tokens, configuration } = await codeFlow(idps, app, person, { parameters });
    const again = await client.refreshTokenGrant(configuration, tokens.refresh_token!);
    expect(again.claims()!.sub).toBe(tokens.claims()!.sub);
    expect(seen('claims').map(({ through }) => through)).toEqual(['token-endpoint', 'refresh']);
    await expect(client.refreshTokenGrant(configuration, 'bogus')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it.each(vendors)('of %s are not given unasked', async (vendor) => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor);
    const { tokens } = await codeFlow(idps, app, idps.person(vendor, {}, 'ann'));
    expect(tokens.refresh_token).toBeUndefined();
  });
});

describe('logout', () => {
  const settings: AppSettings = {
    relyingParty: {
      redirectUri: REDIRECT_URI,
      postLogoutRedirectUri: 'http://127.0.0.1:9/bye',
      frontchannelLogoutUri: 'http://127.0.0.1:9/frontchannel',
    },
  };

  it.each(['entra', 'okta'] as const)(
    'at %s ends the session and tells the applications in which somebody signed in (O075, O077, O080)',
    async (vendor) => {
      const { idps } = await run();
      const app = await oidcApp(idps, vendor, settings);
      const untouched = { redirectUri: REDIRECT_URI, frontchannelLogoutUri: 'http://127.0.0.1:9/untouched' };
      await oidcApp(idps, vendor, { relyingParty: untouched }, 'another');
      const configuration = await relyingParty(app);
      const browser = new Browser();
      const asked = await ask(configuration);
      const shown = await signInWith(idps, app, idps.person(vendor, {}, 'ann'), asked.url, {}, browser);
      const tokens = await client.authorizationCodeGrant(configuration, new URL(shown.headers.get('location')!), {
        pkceCodeVerifier: asked.verifier,
        expectedState: asked.state,
        expectedNonce: asked.nonce,
      });
      const end = client.buildEndSessionUrl(configuration, {
        id_token_hint: tokens.id_token!,
        post_logout_redirect_uri: 'http://127.0.0.1:9/bye',
        state: 'later',
      });
      const page = await browser.get(end.href);
      const named = vendor === 'okta' ? `iss=${encodeURIComponent(app.openid.issuer)}&amp;sid=` : 'sid=';
      expect(page.text).toContain(`http://127.0.0.1:9/frontchannel?${named}`);
      expect(page.text).not.toContain('untouched');
      expect(page.text).toContain('http://127.0.0.1:9/bye?state=later');
      // The session is gone: the second time nobody has to be told, and nobody is signed in.
      expect((await browser.get(end.href)).headers.get('location')).toBe('http://127.0.0.1:9/bye?state=later');
      const after = await browser.get((await ask(configuration, { prompt: 'none' })).url.href);
      expect(errorOf(after.headers.get('location'))).toBe('login_required');
    },
  );

  it('at Okta needs a token and a registered address (O079)', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'okta', settings);
    const address = `${app.openid.issuer}/oauth2/v1/logout`;
    expect((await new Browser().get(address)).status).toBe(400);
    const { tokens } = await codeFlow(idps, app, idps.person('okta', {}, 'ann'));
    const elsewhere = new URLSearchParams({
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: 'http://127.0.0.1:9/elsewhere',
    });
    expect((await new Browser().get(`${address}?${elsewhere}`)).status).toBe(400);
  });
});

describe('the tokens themselves', () => {
  it('come from Entra with client_info where that is asked for (O092)', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'entra');
    const configuration = await relyingParty(app);
    const infoAfter = async (parameters: Record<string, string>) => {
      const asked = await ask(configuration);
      const shown = await signInWith(idps, app, idps.person('entra', {}, 'ann'), asked.url);
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(shown.headers.get('location')!),
        { pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce },
        parameters,
      );
      const { oid, tid } = tokens.claims()!;
      return { info: tokens.client_info as string | undefined, oid, tid };
    };
    const { info, oid, tid } = await infoAfter({ client_info: '1' });
    expect(JSON.parse(Buffer.from(info ?? '', 'base64url').toString())).toEqual({ uid: oid, utid: tid });
    expect((await infoAfter({})).info).toBeUndefined();
  });

  it('are looked at and revoked at Okta (O084)', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'okta');
    const { tokens, configuration } = await codeFlow(idps, app, idps.person('okta', {}, 'ann'));
    expect((await client.tokenIntrospection(configuration, tokens.access_token)).active).toBe(true);
    await client.tokenRevocation(configuration, tokens.access_token);
    expect((await client.tokenIntrospection(configuration, tokens.access_token)).active).toBe(false);
  });

  it('are revoked at Google without naming the application', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'google');
    const { tokens, configuration, claims } = await codeFlow(idps, app, idps.person('google', {}, 'ann'));
    const revoke = () =>
      fetch(`${idps.origin}/oauth2.googleapis.com/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token: tokens.access_token }),
      });
    expect((await revoke()).status).toBe(200);
    expect((await revoke()).status).toBe(400);
    await expect(client.fetchUserInfo(configuration, tokens.access_token, claims.sub)).rejects.toThrow();
  });
});

describe('the servers of one vendor', () => {
  it('are issuers of their own: a code of one is worth nothing at another', async () => {
    const { idps } = await run();
    const here = await oidcApp(idps, 'okta');
    const person = idps.person('okta', {}, 'ann');
    const org = await relyingParty(here);
    here.configure({ authorizationServer: 'default' });
    const custom = await relyingParty(here);
    const asked = await ask(org);
    const shown = await signInWith(idps, here, person, asked.url);
    const callback = new URL(shown.headers.get('location')!);
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce };
    await expect(client.authorizationCodeGrant(custom, callback, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect((await client.authorizationCodeGrant(org, callback, checks)).claims()!.iss).toBe(
      org.serverMetadata().issuer,
    );
  });

  it('of Entra for many tenants sign in people of any, and name their tenant as issuer', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'entra', { authorizationServer: 'common/v2.0' });
    const tenantId = app.entityId.split('/').at(-2)!;
    const response = await fetch(app.openid.discoveryUrl);
    const metadata = (await response.json()) as client.ServerMetadata;
    const configuration = new client.Configuration(
      { ...metadata, issuer: `${idps.origin}/${tenantId}/v2.0` },
      app.clientId,
      app.clientSecret,
    );
    client.allowInsecureRequests(configuration);
    const asked = await ask(configuration);
    const shown = await signInWith(idps, app, idps.person('entra', {}, 'ann'), asked.url);
    const tokens = await client.authorizationCodeGrant(configuration, new URL(shown.headers.get('location')!), {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
    });
    expect(tokens.claims()).toMatchObject({ tid: tenantId, iss: `${idps.origin}/${tenantId}/v2.0` });
  });

  it('of Entra for many tenants are closed to an application of one', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'entra');
    const { url } = await ask(await relyingParty(app));
    url.pathname = '/common/oauth2/v2.0/authorize';
    expect((await new Browser().get(url.href)).code).toBe('AADSTS50194');
  });

  it('of Entra issue ID tokens through the browser only where the application is set up for it', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'entra');
    const { url } = await ask(await relyingParty(app), { response_type: 'id_token', response_mode: 'form_post' });
    const { fields } = (await new Browser().get(url.href)).forms[0]!;
    expect(fields).toMatchObject({
      error: 'unsupported_response_type',
      error_description: expect.stringContaining('AADSTS700054') as string,
    });
  });
});

describe('ways of authenticating an application', () => {
  it.each(['entra', 'okta', 'other'] as const)('private_key_jwt, at %s (O051)', async (vendor) => {
    const { idps } = await run();
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const { exportJWK } = await import('jose');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'mine' }] };
    const app = await oidcApp(idps, vendor, {
      relyingParty: { redirectUri: REDIRECT_URI, clientAuth: 'private_key_jwt', jwks },
    });
    const flow = await codeFlow(idps, app, idps.person(vendor, {}, 'ann'), {
      setting: { clientAuth: client.PrivateKeyJwt({ key: privateKey, kid: 'mine' }), metadata: {} },
    });
    expect(flow.claims.aud).toBe(app.clientId);
  });

  it('none, with PKCE demanded', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'okta', { relyingParty: { redirectUri: REDIRECT_URI, clientAuth: 'none' } });
    const setting = { clientAuth: client.None(), metadata: {} };
    const flow = await codeFlow(idps, app, idps.person('okta', {}, 'ann'), { setting });
    expect(flow.claims.aud).toBe(app.clientId);
    const { url } = await ask(await relyingParty(app, setting));
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    expect(errorOf((await new Browser().get(url.href)).headers.get('location'))).toBe('invalid_request');
  });

  it('a plain code challenge is taken where the vendor takes it', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, 'google');
    const configuration = await relyingParty(app);
    const asked = await ask(configuration);
    asked.url.searchParams.set('code_challenge', asked.verifier);
    asked.url.searchParams.set('code_challenge_method', 'plain');
    const shown = await signInWith(idps, app, idps.person('google', {}, 'ann'), asked.url);
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce };
    await client.authorizationCodeGrant(configuration, new URL(shown.headers.get('location')!), checks);
  });
});
