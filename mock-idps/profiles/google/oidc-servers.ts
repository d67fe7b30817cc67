import type { Claims } from '../../oidc/claims.ts';
import type { Located } from '../../located.ts';
import type { Endpoint, OidcRoute, OidcServer } from '../../oidc/profile.ts';

/** Google spreads its addresses over four hosts: each is the first part of the path. */
const PATHS = {
  discovery: '/accounts.google.com/.well-known/openid-configuration',
  authorization: '/accounts.google.com/o/oauth2/v2/auth',
  token: '/oauth2.googleapis.com/token',
  revocation: '/oauth2.googleapis.com/revoke',
  userinfo: '/openidconnect.googleapis.com/v1/userinfo',
  jwks: '/www.googleapis.com/oauth2/v3/certs',
} as const;

const DEVICE = '/oauth2.googleapis.com/device/code';

/** One server for everybody. */
export const serverAt = (at: Located): OidcServer => ({
  vendor: 'google',
  id: 'google',
  realm: 'google',
  kind: 'accounts.google.com',
  tenantId: null,
  issuer: at('/accounts.google.com'),
  paths: PATHS,
});

const route = (path: string, endpoint: Endpoint): OidcRoute => ({
  path,
  endpoint,
  serverAt: (_place, { at }) => serverAt(at),
  asked: () => path,
});

export const routes: readonly OidcRoute[] = [
  ...(Object.keys(PATHS) as (keyof typeof PATHS)[]).map((endpoint) => route(PATHS[endpoint], endpoint)),
  route(DEVICE, 'absent'),
];

/** As captured (source of the profile). */
export const discovery = ({ issuer, paths }: OidcServer, at: Located): Claims => ({
  issuer,
  authorization_endpoint: at(paths.authorization),
  device_authorization_endpoint: at(DEVICE),
  token_endpoint: at(paths.token),
  userinfo_endpoint: at(paths.userinfo),
  revocation_endpoint: at(PATHS.revocation),
  jwks_uri: at(paths.jwks),
  response_types_supported: [
    'code',
    'token',
    'id_token',
    'code token',
    'code id_token',
    'token id_token',
    'code token id_token',
    'none',
  ],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'email', 'profile'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  claims_supported: [
    'aud',
    'email',
    'email_verified',
    'exp',
    'family_name',
    'given_name',
    'iat',
    'iss',
    'locale',
    'name',
    'picture',
    'sub',
  ],
  code_challenge_methods_supported: ['plain', 'S256'],
  grant_types_supported: [
    'authorization_code',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ],
});
