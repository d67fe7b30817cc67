import type { AppSettings } from '../../app.ts';
import type { AppRecord } from '../../app-record.ts';
import { tenantDomain } from '../../directory/directory.ts';
import type { Claims } from '../../oidc/claims.ts';
import type { Located } from '../../located.ts';
import type { Endpoint, Ground, OidcRoute, OidcServer } from '../../oidc/profile.ts';

/** Home of all personal Microsoft accounts (capture and vendor-doc). */
export const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Addresses that stand for many tenants. */
const MANY = ['common', 'organizations', 'consumers'] as const;
type Many = (typeof MANY)[number];

const isMany = (word: string): word is Many => (MANY as readonly string[]).includes(word);

export type Version = 'v1.0' | 'v2.0';

/** `place`: a tenant's GUID, or one of the words for many tenants. */
export function serverOf(place: string, version: Version, at: Located): OidcServer {
  const v2 = version === 'v2.0';
  const base = `/${place}/oauth2${v2 ? '/v2.0' : ''}`;
  return {
    vendor: 'entra',
    id: `entra ${place} ${version}`,
    realm: 'entra',
    kind: `${isMany(place) ? place : 'tenant'}/${version}`,
    tenantId: isMany(place) ? null : place,
    issuer: issuerOf(templateOf(place), version, at),
    paths: {
      discovery: `/${place}${v2 ? '/v2.0' : ''}/.well-known/openid-configuration`,
      // Version 1 names the keys of all tenants, whatever the tenant.
      jwks: v2 ? `/${place}/discovery/v2.0/keys` : '/common/discovery/keys',
      authorization: `${base}/authorize`,
      token: `${base}/token`,
      userinfo: v2 ? '/graph.microsoft.com/oidc/userinfo' : `/${place}/openid/userinfo`,
      'end-session': `${base}/logout`,
    },
  };
}

function templateOf(place: string): string {
  if (place === 'consumers') return CONSUMERS;
  return isMany(place) ? '{tenantid}' : place;
}

/** Where the real host is another one than login.microsoftonline.com, it is the first part of the path. */
export const issuerOf = (tenantId: string, version: Version, at: Located) =>
  at(version === 'v2.0' ? `/${tenantId}/v2.0` : `/sts.windows.net/${tenantId}/`);

export const versionOf = ({ kind }: OidcServer): Version => (kind.endsWith('v1.0') ? 'v1.0' : 'v2.0');

/** The server that the application is set up with: `authorizationServer`, else its own tenant's, version 2. */
export function ownServer(
  app: Pick<AppRecord, 'tenantId'>,
  { authorizationServer = 'tenant/v2.0' }: AppSettings,
  at: Located,
): OidcServer {
  const [place = 'tenant', version] = authorizationServer.split('/');
  return serverOf(place === 'tenant' ? app.tenantId : place, version === 'v1.0' ? 'v1.0' : 'v2.0', at);
}

export const authorizationServers: readonly string[] = ['tenant', ...MANY].flatMap((place) => [
  `${place}/v2.0`,
  `${place}/v1.0`,
]);

const route = (path: string, endpoint: Endpoint, version: Version): OidcRoute => ({
  path,
  endpoint,
  serverAt: ({ params }, ground) => found(params.tenant ?? '', version, ground),
  asked: ({ params }) => params.tenant ?? '',
});

function found(asked: string, version: Version, { apps, at }: Ground): OidcServer | null {
  const word = asked.toLowerCase();
  if (isMany(word)) return serverOf(word, version, at);
  const app = apps.find(({ tenantId, tenant }) => [tenantId, tenantDomain(tenant)].includes(word));
  return app ? serverOf(app.tenantId, version, at) : null;
}

/** One address for all tenants: the token says whose it is. */
const graphUserinfo: OidcRoute = {
  path: '/graph.microsoft.com/oidc/userinfo',
  endpoint: 'userinfo',
  serverAt: (_place, { at }) => serverOf('common', 'v2.0', at),
  asked: () => 'graph.microsoft.com',
};

/** That the issuer of version 1 answers below its own name as well is inferred. */
export const routes: readonly OidcRoute[] = [
  route('/sts.windows.net/:tenant/.well-known/openid-configuration', 'discovery', 'v1.0'),
  route('/:tenant/v2.0/.well-known/openid-configuration', 'discovery', 'v2.0'),
  route('/:tenant/.well-known/openid-configuration', 'discovery', 'v1.0'),
  route('/:tenant/discovery/v2.0/keys', 'jwks', 'v2.0'),
  route('/:tenant/discovery/keys', 'jwks', 'v1.0'),
  route('/:tenant/oauth2/v2.0/authorize', 'authorization', 'v2.0'),
  route('/:tenant/oauth2/authorize', 'authorization', 'v1.0'),
  route('/:tenant/oauth2/v2.0/token', 'token', 'v2.0'),
  route('/:tenant/oauth2/token', 'token', 'v1.0'),
  graphUserinfo,
  route('/:tenant/openid/userinfo', 'userinfo', 'v1.0'),
  route('/:tenant/oauth2/v2.0/logout', 'end-session', 'v2.0'),
  route('/:tenant/oauth2/logout', 'end-session', 'v1.0'),
  route('/:tenant/oauth2/v2.0/devicecode', 'absent', 'v2.0'),
  route('/:tenant/oauth2/devicecode', 'absent', 'v1.0'),
  route('/:tenant/oauth2/checksession', 'absent', 'v1.0'),
  route('/:tenant/kerberos', 'absent', 'v2.0'),
];

const COMMON_CLAIMS = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'acr',
];

/** The source of the profile for version 2; version 1 as printed in several public repositories (capture). */
export function discovery(server: OidcServer, at: Located): Claims {
  const { paths, issuer, tenantId, kind } = server;
  const v2 = versionOf(server) === 'v2.0';
  const place = paths.authorization.split('/')[1] ?? '';
  const oauth = at(`/${place}/oauth2${v2 ? '/v2.0' : ''}`);
  return {
    token_endpoint: at(paths.token),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: at(paths.jwks),
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: v2
      ? ['code', 'id_token', 'code id_token', 'id_token token']
      : ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
    scopes_supported: v2 ? ['openid', 'profile', 'email', 'offline_access'] : ['openid'],
    issuer,
    ...(v2
      ? { request_uri_parameter_supported: false, userinfo_endpoint: at(paths.userinfo) }
      : { microsoft_multi_refresh_token: true }),
    authorization_endpoint: at(paths.authorization),
    device_authorization_endpoint: `${oauth}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${oauth}/logout`,
    claims_supported: v2
      ? [...COMMON_CLAIMS, 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'at_hash', 'c_hash', 'email']
      : [...COMMON_CLAIMS, 'amr', 'nonce', 'email', 'given_name', 'family_name', 'nickname'],
    ...(v2
      ? { kerberos_endpoint: at(`/${place}/kerberos`) }
      : { check_session_iframe: `${oauth}/checksession`, userinfo_endpoint: at(paths.userinfo) }),
    // Null for many tenants at once (inferred).
    tenant_region_scope: tenantId === null && !kind.startsWith('consumers') ? null : 'WW',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}
