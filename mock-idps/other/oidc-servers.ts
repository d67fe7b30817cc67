import type { AppRecord } from '../app-record.ts';
import type { Claims } from '../oidc/claims.ts';
import type { Located } from '../located.ts';
import type { Endpoint, OidcRoute, OidcServer } from '../oidc/profile.ts';

/** Paths behind the issuer, as the library names them where nobody says otherwise. */
const PATHS = {
  discovery: '/.well-known/openid-configuration',
  authorization: '/auth',
  token: '/token',
  userinfo: '/me',
  jwks: '/jwks',
  'end-session': '/session/end',
  introspection: '/token/introspection',
  revocation: '/token/revocation',
} as const satisfies Partial<Record<Endpoint, string>>;

export function serverOf(tenant: string, at: Located): OidcServer {
  const base = `/other/${tenant}`;
  const paths = Object.fromEntries(Object.entries(PATHS).map(([endpoint, path]) => [endpoint, base + path]));
  return {
    vendor: 'other',
    id: `other ${tenant}`,
    realm: `other_${tenant}`,
    kind: 'plain',
    tenantId: tenant,
    issuer: at(base),
    paths: paths as Record<keyof typeof PATHS, string>,
  };
}

export const ownServer = ({ tenant }: Pick<AppRecord, 'tenant'>, at: Located): OidcServer => serverOf(tenant, at);

export const routes: readonly OidcRoute[] = Object.entries(PATHS).map(([endpoint, path]) => ({
  path: `/other/:tenant${path}`,
  endpoint: endpoint as keyof typeof PATHS,
  serverAt({ params }, { apps, at }) {
    const app = apps.find(({ tenant }) => tenant === params.tenant?.toLowerCase());
    return app ? serverOf(app.tenant, at) : null;
  },
  asked: ({ params }) => params.tenant ?? '',
}));

/** As oidc-provider writes it of itself, set up as this IdP is; a test compares the two. */
export function discovery({ issuer, paths }: OidcServer, located: Located): Claims {
  const at = (path: string | undefined) => located(path ?? '');
  return {
    authorization_endpoint: at(paths.authorization),
    claims_parameter_supported: false,
    claims_supported: [...CLAIMS],
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: at(paths['end-session']),
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
    issuer,
    jwks_uri: at(paths.jwks),
    authorization_response_iss_parameter_supported: true,
    response_modes_supported: ['form_post', 'fragment', 'query'],
    response_types_supported: [...RESPONSE_TYPES],
    scopes_supported: [...SCOPES],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: [...CLIENT_AUTH],
    token_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGORITHMS],
    token_endpoint: at(paths.token),
    id_token_signing_alg_values_supported: ['RS256'],
    request_uri_parameter_supported: false,
    userinfo_endpoint: at(paths.userinfo),
    introspection_endpoint: at(paths.introspection),
    revocation_endpoint: at(paths.revocation),
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    claim_types_supported: ['normal'],
  };
}

export const SCOPES = ['openid', 'offline_access', 'profile', 'email', 'groups'] as const;
export const RESPONSE_TYPES = ['code', 'id_token', 'code id_token'] as const;
export const CLIENT_AUTH = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const;

const ASSERTION_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'];

/** By scope, and what the library puts into every ID token. */
export const CLAIMS_OF = {
  profile: ['name', 'given_name', 'family_name', 'preferred_username'],
  email: ['email', 'email_verified'],
  groups: ['groups'],
} as const;

const CLAIMS = ['sub', ...Object.values(CLAIMS_OF).flat(), 'sid', 'auth_time', 'iss'];
