import { afterEach, expect, test } from 'vitest';
import { openApi, type Api, type Reply } from './api.fixture.ts';
import { methodsAdmin } from './methods-admin.ts';
import type { NewMethod } from './target.ts';
import type { SsoMethods } from './target.gen.ts';

let api: Api | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const method: NewMethod = {
  name: 'jitmus okta',
  vendor: 'okta',
  protocol: 'saml',
  jit: true,
  domains: ['corp.test', 'b.test'],
  signRequests: false,
  responseType: 'code',
  metadataUrl: 'http://localhost:4700/metadata?app=1&x=y',
  metadataXml: '<EntityDescriptor/>',
  issuer: 'http://www.okta.com/exk1',
  ssoUrl: 'http://localhost:4700/sso',
  sloUrl: null,
  certificate: '-----BEGIN CERTIFICATE-----',
  clientId: 'client',
  idpInitiated: false,
  encryption: false,
  clientSecret: 's3cr3t',
};
const saved = {
  id: 'm1',
  jitLoginUrl: 'http://127.0.0.1/jit/1',
  loginUrl: 'http://127.0.0.1/login',
  acsUrl: 'http://127.0.0.1/acs',
  entityId: 'urn:sp',
  metadataUrl: 'http://127.0.0.1/metadata',
};

async function admin(replies: Record<string, Reply | 'reset'>, more: Partial<SsoMethods> = {}) {
  api = await openApi(replies);
  const url = `${api.url}/methods`;
  return methodsAdmin({
    create: {
      method: 'POST',
      url,
      headers: { authorization: 'Bearer owner' },
      body: {
        name: '{name}',
        type: '{idp}',
        jit: '{jit}',
        domains: '{domains}',
        meta: '{metadataUrl}',
        text: '{type}/{protocol}/{jit}',
      },
      id: '/id',
      jitLoginUrl: '/jitLoginUrl',
      loginUrl: '/loginUrl',
      acsUrl: '/acsUrl',
      entityId: '/entityId',
      metadataUrl: '/metadataUrl',
    },
    show: { method: 'GET', url: `${url}/{id}` },
    verify: { method: 'POST', url: `${url}/{id}/verify`, headers: { authorization: 'Bearer validation' } },
    update: { method: 'PATCH', url: `${url}/{id}`, body: { jit: '{jit}' } },
    ...more,
  });
}

test('create sends each value in its own type, and reads what was made', async () => {
  const { create } = await admin(
    { 'POST /methods': { status: 201, body: saved } },
    { idpTypes: { okta: 'OKTA_SAML' } },
  );
  expect(await create(method)).toEqual({
    facts: {
      action: 'create',
      status: 201,
      accepted: true,
      jitAsked: true,
      jitLoginUrl: saved.jitLoginUrl,
      loginUrl: saved.loginUrl,
      text: JSON.stringify(saved),
    },
    id: 'm1',
    acsUrl: saved.acsUrl,
    entityId: 'urn:sp',
    redirectUri: null,
    encryptionCertificate: null,
    metadataUrl: 'http://127.0.0.1/metadata',
    logoutUris: {},
    sloUrl: null,
    logoutUrl: null,
  });
  expect(api?.asked[0]).toMatchObject({
    headers: { authorization: 'Bearer owner' },
    body: {
      name: 'jitmus okta',
      type: 'OKTA_SAML',
      jit: true,
      domains: ['corp.test', 'b.test'],
      meta: method.metadataUrl,
      text: 'OKTA_SAML/saml/true',
    },
  });
});

test.each<[unknown, string | null]>([
  ['m1', 'm1'],
  [17, '17'],
  ['', null],
  [null, null],
  [{ id: 1 }, null],
  [undefined, null],
])('an id of %j is %j', async (id, read) => {
  const { create } = await admin({ 'POST /methods': { body: { id } } });
  expect((await create(method)).id).toBe(read);
});

test('what is the same for every method need not be answered, and what is answered wins', async () => {
  const same = { acsUrl: 'http://127.0.0.1/same/acs', entityId: 'urn:same', loginUrl: 'http://127.0.0.1/same/login' };
  api = await openApi({ 'POST /methods': { body: { id: 'm1', entityId: 'urn:own' } } });
  const pointers = { id: '/id', entityId: '/entityId', loginUrl: '/loginUrl' };
  const { create } = methodsAdmin(
    { create: { method: 'POST', url: `${api.url}/methods`, ...pointers } },
    { saml: same },
  );
  const made = await create(method);
  expect(made).toMatchObject({ acsUrl: same.acsUrl, entityId: 'urn:own', facts: { loginUrl: same.loginUrl } });
});

test('over OpenID Connect the redirect URI is read, or the same for every method', async () => {
  const redirectUri = 'http://127.0.0.1/callback/m1';
  const body = { id: 'm1', redirectUri };
  api = await openApi({ 'POST /methods': { body }, 'GET /methods': { body } });
  const call = { method: 'POST' as const, url: `${api.url}/methods`, body: { protocol: '{protocol}' }, id: '/id' };
  const oidc = { redirectUri: 'http://127.0.0.1/callback', loginUrl: 'http://127.0.0.1/login' };
  const same = {
    saml: { entityId: 'urn:sp', acsUrl: 'http://127.0.0.1/acs', loginUrl: 'http://127.0.0.1/saml' },
    oidc,
  };
  const told = methodsAdmin({ create: { ...call, redirectUri: '/redirectUri' } }, same);
  const overOpenId = { ...method, protocol: 'oidc' as const };
  expect((await told.create(overOpenId)).redirectUri).toBe(redirectUri);
  const admin = methodsAdmin({ create: call, show: { method: 'GET', url: `${api.url}/methods` } }, same);
  const { loginUrl } = oidc;
  const answer = { redirectUri: oidc.redirectUri, acsUrl: null, entityId: null, facts: { loginUrl } };
  expect(await admin.create(overOpenId)).toMatchObject(answer);
  expect(await admin.act('show', 'm1')).toMatchObject(answer);
  expect(api.asked[0]?.body).toEqual({ protocol: 'oidc' });
});

test('a JIT login URL may be missing', async () => {
  const { create } = await admin({ 'POST /methods': { body: { ...saved, jitLoginUrl: null } } });
  expect((await create({ ...method, jit: false })).facts).toMatchObject({
    accepted: true,
    jitAsked: false,
    jitLoginUrl: null,
  });
});

test('a refusal is evidence with its words, and nothing that it mentions is taken for granted', async () => {
  const words = 'JIT cannot be switched on for this method. Contact support. ';
  const { update } = await admin({
    'PATCH /methods/m1': { status: 403, body: { ...saved, message: words.repeat(20) } },
  });
  const { facts, ...read } = await update('m1', true);
  expect(facts).toMatchObject({
    action: 'update',
    status: 403,
    accepted: false,
    jitAsked: true,
    jitLoginUrl: null,
    loginUrl: null,
  });
  expect(facts.text).toContain('Contact support.');
  // No word is cut in half.
  expect(facts.text.length).toBeLessThanOrEqual(500);
  expect(facts.text.length).toBeGreaterThan(450);
  expect(read).toEqual({
    id: null,
    acsUrl: null,
    entityId: null,
    redirectUri: null,
    encryptionCertificate: null,
    metadataUrl: null,
    logoutUris: {},
    sloUrl: null,
    logoutUrl: null,
  });
  expect(api?.asked[0]?.body).toEqual({ jit: true });
});

test('a redirect is no acceptance', async () => {
  const { create } = await admin({ 'POST /methods': { status: 302, headers: { location: '/login' }, body: saved } });
  expect((await create(method)).facts).toMatchObject({ status: 302, accepted: false });
});

test('no answer at all is told as it was', async () => {
  const { create } = await admin({ 'POST /methods': 'reset' });
  expect((await create(method)).facts).toMatchObject({
    status: null,
    accepted: false,
    text: `POST ${api?.url}/methods: the connection was closed`,
  });
});

test('acts name the method, with the headers of create unless they have their own', async () => {
  const { act } = await admin({ 'GET /methods/a%2Fb': { body: saved }, 'POST /methods/a%2Fb/verify': { status: 204 } });
  expect((await act('show', 'a/b')).facts).toMatchObject({
    action: 'show',
    jitAsked: null,
    jitLoginUrl: saved.jitLoginUrl,
  });
  expect((await act('verify', 'a/b')).facts).toMatchObject({ action: 'verify', status: 204, accepted: true, text: '' });
  expect(api?.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer owner', 'Bearer validation']);
});

test('what is not described cannot be asked for', async () => {
  const { can, act } = await admin({});
  expect([can('verify'), can('update'), can('reject')]).toEqual([true, true, false]);
  await expect(act('reject', 'm1')).rejects.toThrow('ssoMethods.reject is not described.');
});
