import type { AppSettings } from '../../app.ts';
import type { AppRecord } from '../../app-record.ts';
import { Choices, LETTERS_AND_DIGITS } from '../../choices.ts';
import type { Place } from '../../endpoints.ts';
import type { Claims } from '../../oidc/claims.ts';
import type { Located } from '../../located.ts';
import type { Endpoint, Ground, OidcRoute, OidcServer } from '../../oidc/profile.ts';

/** Okta's host names the organisation: it is the first part of the path. */
const host = (organisation: string) => `${organisation}.okta.com`;

/** `authorizationServer` → the id in the address; the organisation's own has none. */
export const authorizationServers = ['org', 'default', 'custom'] as const;

const customId = (organisation: string) =>
  `aus${new Choices('okta authorization server', organisation).text(LETTERS_AND_DIGITS, 17)}`;

/** @param server null: the organisation's own */
export function serverOf(organisation: string, server: string | null, at: Located): OidcServer {
  const issuer = `/${host(organisation)}${server === null ? '' : `/oauth2/${server}`}`;
  const base = server === null ? `${issuer}/oauth2/v1` : `${issuer}/v1`;
  return {
    vendor: 'okta',
    id: `okta ${organisation} ${server ?? ''}`,
    realm: `okta_${organisation}`,
    kind: server === null ? 'org' : 'custom',
    tenantId: organisation,
    issuer: at(issuer),
    paths: {
      discovery: `${issuer}/.well-known/openid-configuration`,
      authorization: `${base}/authorize`,
      token: `${base}/token`,
      userinfo: `${base}/userinfo`,
      jwks: `${base}/keys`,
      'end-session': `${base}/logout`,
      introspection: `${base}/introspect`,
      revocation: `${base}/revoke`,
    },
  };
}

export function ownServer(
  { tenant }: Pick<AppRecord, 'tenant'>,
  { authorizationServer = 'org' }: AppSettings,
  at: Located,
): OidcServer {
  return serverOf(tenant, authorizationServer === 'org' ? null : idOf(tenant, authorizationServer), at);
}

const idOf = (organisation: string, word: string) => (word === 'custom' ? customId(organisation) : 'default');

function serverAt({ params }: Place, { apps, at }: Ground): OidcServer | null {
  const { organisation = '', server = null } = params;
  const app = apps.find(({ tenant }) => tenant === organisation.toLowerCase());
  const known = server === null || server === 'default' || server === customId(organisation.toLowerCase());
  return app && known ? serverOf(app.tenant, server, at) : null;
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  authorize: 'authorization',
  token: 'token',
  userinfo: 'userinfo',
  keys: 'jwks',
  logout: 'end-session',
  introspect: 'introspection',
  revoke: 'revocation',
  clients: 'absent',
  'device/authorize': 'absent',
};

const asked = ({ params }: Place) => [params.organisation, params.server].filter(Boolean).join('/');

const ORG = '/:organisation.okta.com';
const CUSTOM = '/:organisation.okta.com/oauth2/:server';

export const routes: readonly OidcRoute[] = [
  ...[ORG, CUSTOM].flatMap((base) =>
    ['openid-configuration', 'oauth-authorization-server'].map((document) => ({
      path: `${base}/.well-known/${document}`,
      endpoint: 'discovery' as const,
      serverAt,
      asked,
    })),
  ),
  ...Object.entries(ENDPOINTS).flatMap(([word, endpoint]) =>
    [`${ORG}/oauth2`, CUSTOM].map((base) => ({ path: `${base}/v1/${word}`, endpoint, serverAt, asked })),
  ),
];

/** okta/okta-management-openapi-spec, oauth-minimal.yaml (vendor-doc); the order as documents printed in public repositories have it (capture). */
export function discovery(server: OidcServer, located: Located): Claims {
  const { paths, issuer, kind } = server;
  const at = (path: string | undefined) => located(path ?? '');
  return {
    issuer,
    authorization_endpoint: at(paths.authorization),
    token_endpoint: at(paths.token),
    userinfo_endpoint: at(paths.userinfo),
    // Applications are registered at the organisation, whatever server they use.
    registration_endpoint: at(`/${host(server.tenantId ?? '')}/oauth2/v1/clients`),
    jwks_uri: at(paths.jwks),
    response_types_supported: [
      'code',
      'id_token',
      'code id_token',
      'code token',
      'id_token token',
      'code id_token token',
    ],
    response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'password'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: [
      ...['openid', 'email', 'profile', 'address', 'phone', 'offline_access'],
      ...(kind === 'org' ? ['groups'] : []),
    ],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
      'none',
    ],
    claims_supported: [
      ...['iss', 'ver', 'sub', 'aud', 'iat', 'exp', 'jti', 'auth_time', 'amr', 'idp', 'nonce', 'name', 'nickname'],
      ...['preferred_username', 'given_name', 'middle_name', 'family_name', 'email', 'email_verified', 'profile'],
      ...['zoneinfo', 'locale', 'address', 'phone_number', 'picture', 'website', 'gender', 'birthdate', 'updated_at'],
      ...['at_hash', 'c_hash'],
    ],
    code_challenge_methods_supported: ['S256'],
    introspection_endpoint: at(paths.introspection),
    revocation_endpoint: at(paths.revocation),
    end_session_endpoint: at(paths['end-session']),
  };
}
