import { afterEach, describe, expect, it } from 'vitest';
import type { Idps } from '../index.ts';
import { started } from '../server/browser.fixture.ts';
import { oidcApp } from './relying-party.fixture.ts';

const running: Idps[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((idps) => idps.close()));
});
const run = async () => {
  const { idps } = await started();
  running.push(idps);
  return idps;
};

const json = async (url: string) => {
  const response = await fetch(url);
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
};

/** Addresses as the vendors have them: what the mock puts in their place begins with its origin. */
const real = (body: unknown, origin: string, hosts: Record<string, string>) => {
  const text = Object.entries(hosts).reduce(
    (before, [ours, theirs]) => before.replaceAll(`${origin}/${ours}`, theirs),
    JSON.stringify(body),
  );
  return JSON.parse(text) as Record<string, unknown>;
};

const TENANT = '/aaaabbbb-0000-1111-2222-cccc3333dddd';

// From the table of what was captured, field by field; never from what the mock writes.
const ENTRA_V2 = (place: string, issuer: string) => ({
  token_endpoint: `https://login.microsoftonline.com/${place}/oauth2/v2.0/token`,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  jwks_uri: `https://login.microsoftonline.com/${place}/discovery/v2.0/keys`,
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  issuer,
  request_uri_parameter_supported: false,
  userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
  authorization_endpoint: `https://login.microsoftonline.com/${place}/oauth2/v2.0/authorize`,
  device_authorization_endpoint: `https://login.microsoftonline.com/${place}/oauth2/v2.0/devicecode`,
  http_logout_supported: true,
  frontchannel_logout_supported: true,
  end_session_endpoint: `https://login.microsoftonline.com/${place}/oauth2/v2.0/logout`,
  claims_supported: [
    ...[
      'sub',
      'iss',
      'cloud_instance_name',
      'cloud_instance_host_name',
      'cloud_graph_host_name',
      'msgraph_host',
      'aud',
    ],
    ...['exp', 'iat', 'auth_time', 'acr', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'at_hash', 'c_hash'],
    'email',
  ],
  kerberos_endpoint: `https://login.microsoftonline.com/${place}/kerberos`,
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
  rbac_url: 'https://pas.windows.net',
});

describe('the discovery document of Entra', () => {
  const hosts = (tenantId: string) => ({
    'graph.microsoft.com': 'https://graph.microsoft.com',
    'sts.windows.net': 'https://sts.windows.net',
    [tenantId]: `https://login.microsoftonline.com${TENANT}`,
    common: 'https://login.microsoftonline.com/common',
    organizations: 'https://login.microsoftonline.com/organizations',
    consumers: 'https://login.microsoftonline.com/consumers',
    '{tenantid}': 'https://login.microsoftonline.com/{tenantid}',
    '9188040d-6c67-4c5b-b112-36a304b66dad': 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad',
  });
  const read = async (place: string, version = '/v2.0') => {
    const idps = await run();
    const app = await oidcApp(idps, 'entra');
    const tenantId = app.entityId.split('/').at(-2)!;
    const asked = place === 'tenant' ? tenantId : place;
    const { body, headers } = await json(`${idps.origin}/${asked}${version}/.well-known/openid-configuration`);
    const text = JSON.stringify(real(body, idps.origin, hosts(tenantId))).replaceAll(tenantId, TENANT.slice(1));
    return { body: JSON.parse(text) as Record<string, unknown>, headers };
  };

  it('is as captured, at a tenant', async () => {
    const { body, headers } = await read('tenant');
    const place = TENANT.slice(1);
    expect(body).toEqual({
      ...ENTRA_V2(place, `https://login.microsoftonline.com/${place}/v2.0`),
      tenant_region_scope: 'WW',
    });
    expect(headers.get('cache-control')).toBe('max-age=86400, private');
  });

  it.each(['common', 'organizations'])('names a template for its issuer, at %s (O072)', async (place) => {
    const { body } = await read(place);
    expect(body).toEqual({
      ...ENTRA_V2(place, 'https://login.microsoftonline.com/{tenantid}/v2.0'),
      tenant_region_scope: null,
    });
  });

  it('names the tenant of personal accounts, at consumers', async () => {
    const { body } = await read('consumers');
    expect(body.issuer).toBe('https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0');
  });

  it('has another issuer in version 1, and the keys of all tenants', async () => {
    const { body } = await read('tenant', '');
    expect(body).toMatchObject({
      issuer: `https://sts.windows.net${TENANT}/`,
      jwks_uri: 'https://login.microsoftonline.com/common/discovery/keys',
      token_endpoint: `https://login.microsoftonline.com${TENANT}/oauth2/token`,
      authorization_endpoint: `https://login.microsoftonline.com${TENANT}/oauth2/authorize`,
      userinfo_endpoint: `https://login.microsoftonline.com${TENANT}/openid/userinfo`,
      check_session_iframe: `https://login.microsoftonline.com${TENANT}/oauth2/checksession`,
      response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
      scopes_supported: ['openid'],
      microsoft_multi_refresh_token: true,
    });
  });

  it('takes the domain of a tenant too, and knows no others', async () => {
    const idps = await run();
    const app = await oidcApp(idps, 'entra');
    const { body } = await json(`${idps.origin}/CORP.onmicrosoft.test/v2.0/.well-known/openid-configuration`);
    expect(body.issuer).toBe(app.openid?.issuer);
    const unknown = await json(`${idps.origin}/nowhere.test/v2.0/.well-known/openid-configuration`);
    expect(unknown.status).toBe(400);
    expect(unknown.body.error_description).toMatch(/^AADSTS90002: .*nowhere\.test/);
  });
});

describe('the discovery document of Google', () => {
  it('is as captured', async () => {
    const idps = await run();
    const app = await oidcApp(idps, 'google');
    const { body } = await json(app.openid.discoveryUrl);
    const hosts = Object.fromEntries(
      ['accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com', 'www.googleapis.com'].map(
        (host) => [host, `https://${host}`],
      ),
    );
    expect(real(body, idps.origin, hosts)).toEqual({
      issuer: 'https://accounts.google.com',
      authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
      device_authorization_endpoint: 'https://oauth2.googleapis.com/device/code',
      token_endpoint: 'https://oauth2.googleapis.com/token',
      userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
      revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
      jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
      response_types_supported: [
        ...[
          'code',
          'token',
          'id_token',
          'code token',
          'code id_token',
          'token id_token',
          'code token id_token',
          'none',
        ],
      ],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'profile'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      claims_supported: [
        ...['aud', 'email', 'email_verified', 'exp', 'family_name', 'given_name', 'iat', 'iss', 'locale', 'name'],
        ...['picture', 'sub'],
      ],
      code_challenge_methods_supported: ['plain', 'S256'],
      grant_types_supported: [
        'authorization_code',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
      ],
    });
  });
});

describe('the discovery document of Okta', () => {
  const read = async (authorizationServer: string) => {
    const idps = await run();
    const app = await oidcApp(idps, 'okta', { authorizationServer });
    const { body } = await json(app.openid.discoveryUrl);
    return real(body, idps.origin, { 'corp.okta.com': 'https://corp.okta.com' });
  };

  it('of the organisation names the scope groups', async () => {
    expect(await read('org')).toMatchObject({
      issuer: 'https://corp.okta.com',
      authorization_endpoint: 'https://corp.okta.com/oauth2/v1/authorize',
      token_endpoint: 'https://corp.okta.com/oauth2/v1/token',
      userinfo_endpoint: 'https://corp.okta.com/oauth2/v1/userinfo',
      registration_endpoint: 'https://corp.okta.com/oauth2/v1/clients',
      jwks_uri: 'https://corp.okta.com/oauth2/v1/keys',
      introspection_endpoint: 'https://corp.okta.com/oauth2/v1/introspect',
      revocation_endpoint: 'https://corp.okta.com/oauth2/v1/revoke',
      end_session_endpoint: 'https://corp.okta.com/oauth2/v1/logout',
      scopes_supported: ['openid', 'email', 'profile', 'address', 'phone', 'offline_access', 'groups'],
      response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['public'],
    });
  });

  it('of a custom server does not, and has addresses of its own', async () => {
    expect(await read('default')).toMatchObject({
      issuer: 'https://corp.okta.com/oauth2/default',
      authorization_endpoint: 'https://corp.okta.com/oauth2/default/v1/authorize',
      jwks_uri: 'https://corp.okta.com/oauth2/default/v1/keys',
      scopes_supported: ['openid', 'email', 'profile', 'address', 'phone', 'offline_access'],
    });
    expect((await read('custom')).issuer).toMatch(/^https:\/\/corp\.okta\.com\/oauth2\/aus[0-9A-Za-z]{17}$/);
  });
});

describe('the keys', () => {
  const keysOf = async (vendor: 'entra' | 'google' | 'okta', settings = {}) => {
    const idps = await run();
    const app = await oidcApp(idps, vendor, settings);
    const { body } = await json(app.openid.discoveryUrl);
    return { keys: (await json(String(body.jwks_uri))).body.keys as Record<string, unknown>[], origin: idps.origin };
  };

  it('of Entra carry certificates, and an issuer that is a template where the address is of many tenants', async () => {
    const { keys, origin } = await keysOf('entra', { authorizationServer: 'common/v2.0' });
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(['kty', 'use', 'kid', 'x5t', 'n', 'e', 'x5c', 'issuer']);
      expect(key).toMatchObject({ kty: 'RSA', use: 'sig', issuer: `${origin}/{tenantid}/v2.0`, kid: key.x5t });
    }
  });

  it('of Google and Okta are two, of which one signs (O068)', async () => {
    const [google, okta] = [await keysOf('google'), await keysOf('okta')];
    expect(google.keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    ]);
    expect(google.keys[0]!.kid).toMatch(/^[0-9a-f]{40}$/);
    expect(okta.keys).toHaveLength(2);
    expect(okta.keys[0]!.kid).toMatch(/^[\w-]{43}$/);
    expect(new Set([...google.keys, ...okta.keys].map(({ kid }) => kid)).size).toBe(4);
  });
});

it('what the vendors have and the mock has not answers 501 and names itself', async () => {
  const idps = await run();
  const app = await oidcApp(idps, 'entra');
  const { status, body } = await json(`${app.openid.issuer.replace('/v2.0', '')}/oauth2/v2.0/devicecode`);
  expect(status).toBe(501);
  expect(body.error_description).toMatch(/devicecode/);
});
