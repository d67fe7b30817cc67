import * as client from 'openid-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Idps } from '../index.ts';
import { Browser, started } from '../server/browser.fixture.ts';
import { ask, codeFlow, oidcApp, REDIRECT_URI, relyingParty, signInWith } from './relying-party.fixture.ts';

const running: Idps[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((idps) => idps.close()));
});
const run = async () => {
  const result = await started({ clock: Date.now });
  running.push(result.idps);
  return result;
};

describe.each(['entra', 'google', 'okta'] as const)('the code flow at %s', (vendor) => {
  it('is finished by openid-client, with PKCE, from discovery to userinfo (O060)', async () => {
    const { idps, seen } = await run();
    const app = await oidcApp(idps, vendor);
    const person = idps.person(vendor, {}, 'ann');
    const { claims, tokens, configuration, callback } = await codeFlow(idps, app, person);
    expect(claims.email).toBe(person.email);
    const beyond = vendor === 'entra' ? ['session_state'] : [];
    expect([...callback.searchParams.keys()]).toEqual(['code', 'state', ...beyond]);
    if (vendor === 'entra')
      expect(callback.searchParams.get('session_state')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const userinfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    expect(userinfo.email).toBe(person.email);

    expect(seen('authorization-request')).toMatchObject([
      { ticket: expect.any(String) as string, parameters: { client_id: app.clientId } },
    ]);
    expect(seen('authorization-response')).toMatchObject([
      {
        faults: [],
        mode: 'query',
        deliveries: [{ n: 1, browser: 'same', genuine: true, method: 'GET', to: REDIRECT_URI, url: null }],
      },
    ]);
    expect(seen('claims')).toMatchObject([
      { through: 'token-endpoint', sent: tokens.id_token, genuine: null, email: person.email, groups: null },
      { through: 'userinfo', email: person.email },
    ]);
    expect(seen('back-channel').map(({ endpoint, status, error }) => [endpoint, status, error])).toEqual([
      ['discovery', 200, null],
      ['token', 200, null],
      ['jwks', 200, null],
      ['userinfo', 200, null],
    ]);
  });

  it('takes a person from the sign-in page', async () => {
    const { idps, events } = await run();
    const app = await oidcApp(idps, vendor);
    const configuration = await relyingParty(app);
    const asked = await ask(configuration);
    const browser = new Browser();
    const sent = await browser.get(asked.url.href);
    const page = await browser.get(sent.headers.get('location')!);
    expect(page.text).toContain('Who signs in to app?');
    const form = page.forms[0]!;
    const chosen = await browser.post(new URL(form.action, idps.origin).href, { person: '2' });
    const back = await browser.get(new URL(chosen.headers.get('location')!, idps.origin).href);
    const tokens = await client.authorizationCodeGrant(configuration, new URL(back.headers.get('location')!), {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
    });
    expect(tokens.claims()!.email).toMatch(/@corp\.test$/);
    expect(events.map(({ ticket }) => ticket).every((ticket) => ticket === null)).toBe(true);
  });

  it.each(['ClientSecretBasic', 'ClientSecretPost'] as const)('takes %s (O051)', async (method) => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor);
    const person = idps.person(vendor, {}, 'ann');
    const flow = await codeFlow(idps, app, person, { setting: { clientAuth: client[method](app.clientSecret) } });
    expect(flow.claims.aud).toBe(app.clientId);
  });

  it('refuses a wrong secret, a wrong verifier, and a code that was used (O052, O053, O042)', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor);
    const person = idps.person(vendor, {}, 'ann');
    const right = await relyingParty(app);
    const wrong = await relyingParty(app, { clientAuth: client.ClientSecretPost('wrong') });
    const asked = await ask(right);
    const shown = await signInWith(idps, app, person, asked.url);
    const callback = new URL(shown.headers.get('location')!);
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce };
    const redeem = (configuration: client.Configuration, changes = {}) =>
      client.authorizationCodeGrant(configuration, callback, { ...checks, ...changes });
    await expect(redeem(wrong)).rejects.toMatchObject({ error: 'invalid_client', status: 401 });
    await expect(redeem(right, { pkceCodeVerifier: client.randomPKCECodeVerifier() })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await redeem(right);
    await expect(redeem(right)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a verifier where the challenge was taken out of the request on the way (PKCE downgrade, O053)', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor);
    const configuration = await relyingParty(app);
    const asked = await ask(configuration);
    asked.url.searchParams.delete('code_challenge');
    asked.url.searchParams.delete('code_challenge_method');
    const shown = await signInWith(idps, app, idps.person(vendor, {}, 'ann'), asked.url);
    const redeemed = client.authorizationCodeGrant(configuration, new URL(shown.headers.get('location')!), {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
    });
    await expect(redeemed).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('answers an unknown application and an unknown redirect URI with a page (O043)', async () => {
    const { idps, seen } = await run();
    const app = await oidcApp(idps, vendor);
    const configuration = await relyingParty(app);
    const browser = new Browser();
    const page = async (changes: Record<string, string>) => {
      const { url } = await ask(configuration);
      for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
      return browser.get(url.href);
    };
    const unknown = await page({ client_id: 'nobody' });
    const elsewhere = await page({ redirect_uri: 'http://127.0.0.1:9/elsewhere' });
    expect(unknown.code).toBe({ entra: 'AADSTS700016', google: 'invalid_client', okta: 'invalid_client' }[vendor]);
    expect(elsewhere.code).toBe(
      { entra: 'AADSTS50011', google: 'redirect_uri_mismatch', okta: 'invalid_request' }[vendor],
    );
    expect([unknown.status, elsewhere.status]).toEqual([vendor === 'entra' ? 400 : 401, 400]);
    expect(seen('refused')).toHaveLength(2);
  });

  it('does not let somebody in who is not assigned', async () => {
    const { idps, seen } = await run();
    const app = await oidcApp(idps, vendor);
    const { url } = await ask(await relyingParty(app));
    const shown = await signInWith(idps, app, idps.person(vendor, { assigned: false }, 'eve'), url);
    expect(seen('refused')).toMatchObject([
      { code: { entra: 'AADSTS50105', google: 'admin_policy_enforced', okta: 'access_denied' }[vendor] },
    ]);
    const location = shown.headers.get('location');
    if (vendor === 'okta') expect(new URL(location!).searchParams.get('error')).toBe('access_denied');
    else expect(location).toBeNull();
  });

  it('uses a ticket once, and only for its application', async () => {
    const { idps } = await run();
    const app = await oidcApp(idps, vendor);
    const other = await oidcApp(idps, vendor, {}, 'another');
    const person = idps.person(vendor, {}, 'ann');
    const { url } = await ask(await relyingParty(app));
    const foreign = await signInWith(idps, other, person, url);
    expect(foreign.code).toBe('mock:ticket-foreign');
    const browser = new Browser();
    const ticket = idps.arm({ key: 'once', app, person });
    await browser.get(ticket.armUrl);
    const kept = new Map(browser.cookies);
    expect((await browser.get(url.href)).status).toBe(302);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.get(url.href)).code).toBe('mock:ticket-used');
  });
});
