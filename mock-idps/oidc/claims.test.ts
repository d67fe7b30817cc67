import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { App, AppSettings, PersonaSpec } from '../index.ts';
import { started, type Started } from '../server/browser.fixture.ts';
import { readJws } from './jws.ts';
import { ask, codeFlow, oidcApp, REDIRECT_URI, relyingParty, signInWith } from './relying-party.fixture.ts';
import * as client from 'openid-client';

let run: Started;
let count = 0;
beforeAll(async () => {
  run = await started({ clock: Date.now });
});
afterAll(() => run.idps.close());

type OidcVendor = 'entra' | 'google' | 'okta';

interface Wanted {
  persona?: PersonaSpec;
  settings?: AppSettings;
  scope?: string;
  tenant?: string;
  name?: string;
}

/** The tokens of one sign-in, read. */
async function signedIn(
  vendor: OidcVendor,
  { persona = {}, settings = {}, scope = 'openid profile email', tenant, name }: Wanted = {},
) {
  const { idps } = run;
  const number = count++;
  const app = await idps.app(vendor, name ?? `app ${number}`, {
    ...(tenant && { tenant }),
    settings: { relyingParty: { redirectUri: REDIRECT_URI }, ...settings },
  });
  const person = idps.person(vendor, persona, `person ${number}`, tenant ? { tenant } : {});
  const flow = await codeFlow(idps, app, person, { parameters: { scope } });
  const { header, payload } = readJws(flow.tokens.id_token!);
  const userinfo = (await client.fetchUserInfo(
    flow.configuration,
    flow.tokens.access_token,
    flow.claims.sub,
  )) as Record<string, unknown>;
  return { app, person, header, payload, userinfo };
}

/** The ID token that comes through the browser. */
async function throughBrowser(app: App, persona: PersonaSpec) {
  const { idps } = run;
  const person = idps.person(app.vendor, persona, `person ${count++}`);
  const { url } = await ask(await relyingParty(app), { response_type: 'id_token', response_mode: 'form_post' });
  const shown = await signInWith(idps, app, person, url);
  return readJws(shown.forms[0]!.fields.id_token!).payload;
}

const tenantIdOf = (app: App) => app.entityId.split('/').at(-2)!;
const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const match = (pattern: RegExp) => expect.stringMatching(pattern) as string;

const groups = { claim: 'vendor-default', send: 'security' } as const;

describe('an ID token of Entra', () => {
  it('version 2 holds what the references list, and never email_verified (O090)', async () => {
    const { app, person, header, payload, userinfo } = await signedIn('entra');
    expect(Object.keys(header)).toEqual(['typ', 'alg', 'kid']);
    expect(header).toMatchObject({ typ: 'JWT', alg: 'RS256' });
    expect(payload).toEqual({
      aud: app.clientId,
      iss: `${run.idps.origin}/${tenantIdOf(app)}/v2.0`,
      iat: number,
      nbf: payload.iat,
      exp: Number(payload.iat) + 3600,
      aio: text,
      email: person.email,
      name: person.displayName,
      nonce: text,
      oid: person.id,
      preferred_username: person.upn,
      rh: text,
      sub: match(/^[\w-]{43}$/),
      tid: tenantIdOf(app),
      uti: text,
      ver: '2.0',
    });
    expect(userinfo).toEqual({
      sub: payload.sub,
      name: person.displayName,
      family_name: person.surname,
      given_name: person.givenName,
      email: person.email,
    });
  });

  it('version 1 holds names, unique_name and upn by itself, and x5t in its header', async () => {
    const { app, person, header, payload } = await signedIn('entra', {
      settings: { authorizationServer: 'tenant/v1.0' },
    });
    expect(Object.keys(header)).toEqual(['typ', 'alg', 'x5t', 'kid']);
    expect(payload).toMatchObject({
      iss: `${run.idps.origin}/sts.windows.net/${tenantIdOf(app)}/`,
      amr: ['pwd'],
      given_name: person.givenName,
      family_name: person.surname,
      unique_name: person.upn,
      upn: person.upn,
      ver: '1.0',
    });
    expect(payload).not.toHaveProperty('preferred_username');
  });

  it('names one person differently to each application, and by one oid (O087)', async () => {
    const { idps } = run;
    const person = idps.person('entra', {}, 'one and the same');
    const [one, other] = [await oidcApp(idps, 'entra', {}, 'one'), await oidcApp(idps, 'entra', {}, 'other')];
    const first = (await codeFlow(idps, one, person, { order: { key: 'first' } })).claims;
    const again = (await codeFlow(idps, one, person, { order: { key: 'again' } })).claims;
    const elsewhere = (await codeFlow(idps, other, person, { order: { key: 'elsewhere' } })).claims;
    expect(again.sub).toBe(first.sub);
    expect(elsewhere.sub).not.toBe(first.sub);
    expect([first.oid, elsewhere.oid]).toEqual([person.id, person.id]);
  });

  it('tells an address only when asked, and oid only with profile (O063)', async () => {
    const { payload } = await signedIn('entra', { scope: 'openid' });
    for (const name of ['email', 'name', 'oid', 'preferred_username']) expect(payload).not.toHaveProperty(name);
    const optional = await signedIn('entra', { scope: 'openid', settings: { optionalClaims: ['email'] } });
    expect(optional.payload.email).toBe(optional.person.email);
    expect((await signedIn('entra', { persona: { email: 'missing' } })).payload).not.toHaveProperty('email');
  });

  it("tells a guest's address and home without being asked", async () => {
    const { payload, person } = await signedIn('entra', {
      scope: 'openid profile',
      persona: { kind: 'guest' },
      settings: { optionalClaims: ['acct'] },
    });
    expect(payload).toMatchObject({
      email: person.email,
      acct: 1,
      idp: match(/^https:\/\/sts\.windows\.net\/[-0-9a-f]{36}\/$/),
    });
  });

  it.each([
    ['tenant/v2.0', {}, 'kept'],
    ['common/v2.0', {}, 'removed'],
    ['common/v2.0', { 'entra/unverified-email': 'kept' }, 'kept'],
  ] as const)(
    'an address whose domain is not proved, at %s with %o: %s',
    async (authorizationServer, switches, becomes) => {
      const { idps } = run;
      const app = await idps.app('entra', `multi ${count++}`, {
        tenant: 'elsewhere',
        settings: {
          relyingParty: { redirectUri: REDIRECT_URI },
          authorizationServer,
          switches,
          optionalClaims: ['xms_edov'],
        },
      });
      const person = idps.person('entra', {}, `stranger ${count++}`, { tenant: 'elsewhere' });
      const asked = new URL(
        `${idps.origin}/${authorizationServer.startsWith('common') ? 'common' : tenantIdOf(app)}/oauth2/v2.0/authorize`,
      );
      asked.search = new URLSearchParams({
        client_id: app.clientId,
        redirect_uri: REDIRECT_URI,
        response_type: 'code',
        scope: 'openid email',
      }).toString();
      const shown = await signInWith(idps, app, person, asked);
      await fetch(asked.origin + asked.pathname.replace('authorize', 'token'), {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: new URL(shown.headers.get('location')!).searchParams.get('code')!,
          redirect_uri: REDIRECT_URI,
          client_id: app.clientId,
          client_secret: app.clientSecret,
        }),
      });
      const { payload } = readJws(run.seen('claims').at(-1)!.sent);
      expect(payload.email).toBe(becomes === 'kept' ? person.email : undefined);
      expect(payload.xms_edov).toBe(becomes === 'kept' ? false : undefined);
    },
  );

  test.each([
    [200, 'ids'],
    [201, 'overage'],
  ])('of %i groups in the code flow: %s', async (many, form) => {
    const { payload, person, app } = await signedIn('entra', { persona: { groups: many }, settings: { groups } });
    if (form === 'ids') return expect(payload.groups).toEqual(person.groups.map(({ id }) => id));
    const endpoint = `${run.idps.origin}/graph.windows.net/${tenantIdOf(app)}/users/${person.id}/getMemberObjects`;
    expect(payload).toMatchObject({
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint } },
    });
    expect(payload).not.toHaveProperty('groups');
    expect(run.seen('claims').at(-2)).toMatchObject({ groups: 'overage' });

    // The pointer leads to the groups, for an application with a token of its own.
    const token = await fetch(`${run.idps.origin}/${tenantIdOf(app)}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: app.clientId,
        client_secret: app.clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const found = await fetch(endpoint, { method: 'POST', headers: { authorization: `Bearer ${bearer}` } });
    expect(await found.json()).toEqual({ value: person.groups.map(({ id }) => id) });
  });

  test.each([
    [5, false],
    [6, true],
  ])('of %i groups through the browser: flagged %s', async (many, flagged) => {
    const app = await oidcApp(
      run.idps,
      'entra',
      { groups, relyingParty: { redirectUri: REDIRECT_URI, responseType: 'id_token' } },
      'implicit',
    );
    const payload = await throughBrowser(app, { groups: many });
    expect('hasgroups' in payload).toBe(flagged);
    expect('groups' in payload).toBe(!flagged);
  });
});

describe('an ID token of Google', () => {
  it('holds what the page on it lists', async () => {
    const { app, person, header, payload, userinfo } = await signedIn('google');
    expect(header).toEqual({ alg: 'RS256', kid: match(/^[0-9a-f]{40}$/), typ: 'JWT' });
    expect(payload).toEqual({
      iss: `${run.idps.origin}/accounts.google.com`,
      azp: app.clientId,
      aud: app.clientId,
      sub: match(/^\d{21}$/),
      hd: 'corp.test',
      email: person.email,
      email_verified: true,
      at_hash: match(/^[\w-]{22}$/),
      nonce: text,
      name: person.displayName,
      given_name: person.givenName,
      family_name: person.surname,
      iat: number,
      exp: Number(payload.iat) + 3600,
    });
    expect(app.clientId).toMatch(/\.apps\.googleusercontent\.com$/);
    expect(userinfo).toEqual({
      sub: payload.sub,
      name: person.displayName,
      given_name: person.givenName,
      family_name: person.surname,
      email: person.email,
      email_verified: true,
      hd: 'corp.test',
    });
  });

  it('has no hosted domain for a consumer account, nor without the scope email', async () => {
    expect((await signedIn('google', { persona: { kind: 'guest' } })).payload).not.toHaveProperty('hd');
    const { payload } = await signedIn('google', { scope: 'openid profile' });
    expect(payload).not.toHaveProperty('hd');
    expect(payload).not.toHaveProperty('email');
  });

  it('writes its issuer in either form (O072)', async () => {
    const app = await oidcApp(
      run.idps,
      'google',
      {
        switches: { 'google/issuer-form': 'bare' },
        relyingParty: { redirectUri: REDIRECT_URI, responseType: 'id_token' },
      },
      'bare',
    );
    expect((await throughBrowser(app, {})).iss).toBe(`${new URL(run.idps.origin).host}/accounts.google.com`);
  });
});

describe('an ID token of Okta', () => {
  it('holds what the reference lists, with a whole number for a version (O091)', async () => {
    const { app, person, header, payload, userinfo } = await signedIn('okta');
    expect(Object.keys(header)).toEqual(['kid', 'alg']);
    expect(payload).toEqual({
      sub: match(/^00u/),
      name: person.displayName,
      preferred_username: person.username,
      given_name: person.givenName,
      family_name: person.surname,
      email: person.email,
      email_verified: true,
      ver: 1,
      iss: `${run.idps.origin}/corp.okta.com`,
      aud: app.clientId,
      iat: number,
      exp: Number(payload.iat) + 3600,
      jti: match(/^ID\./),
      amr: ['pwd'],
      idp: match(/^00o/),
      nonce: text,
      auth_time: number,
      at_hash: match(/^[\w-]{22}$/),
    });
    expect(userinfo).toMatchObject({ sub: payload.sub, email: person.email, name: person.displayName });
  });

  it('is thin where the switch says so: userinfo tells the rest', async () => {
    const { payload, userinfo, person } = await signedIn('okta', {
      scope: 'openid profile email groups',
      persona: { groups: 2 },
      settings: { groups, switches: { 'okta/id-token': 'thin' } },
    });
    for (const name of ['name', 'groups', 'preferred_username']) expect(payload).not.toHaveProperty(name);
    expect(userinfo).toMatchObject({ name: person.displayName, groups: person.groups.map((group) => group.name) });
  });

  it.each([
    ['org', 'openid', false],
    ['org', 'openid groups', true],
    ['default', 'openid', true],
  ])('tells groups by name, at the server %s for %s: %s', async (authorizationServer, scope, told) => {
    const { payload, person } = await signedIn('okta', {
      persona: { groups: 2 },
      scope,
      settings: { groups, authorizationServer },
    });
    expect(payload.groups).toEqual(told ? person.groups.map(({ name }) => name) : undefined);
  });

  test.each([100, 101])('of %i groups is given up to 100, and fails beyond', async (many) => {
    const wanted = signedIn('okta', { persona: { groups: many }, scope: 'openid groups', settings: { groups } });
    if (many <= 100) expect((await wanted).payload.groups).toHaveLength(many);
    else await expect(wanted).rejects.toMatchObject({ status: 400 });
  });
});

it('the same seed and key give the same person and the same claims', async () => {
  const claims = await Promise.all(
    [1, 2].map(async () => {
      const { idps } = await started({ clock: Date.now });
      const app = await oidcApp(idps, 'okta');
      const { claims } = await codeFlow(idps, app, idps.person('okta', {}, 'ann'));
      await idps.close();
      return { sub: claims.sub, email: claims.email, name: claims.name, jti: claims.jti };
    }),
  );
  expect(claims[0]).toEqual(claims[1]);
});
