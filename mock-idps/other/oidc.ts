import { present } from '../oidc/claims.ts';
import type { OidcProfile, ProtocolError } from '../oidc/profile.ts';
import type { Refusal } from '../saml/request-profile.ts';
import { idToken, userinfo } from './oidc-claims.ts';
import { CLIENT_AUTH, discovery, ownServer, RESPONSE_TYPES, routes, SCOPES } from './oidc-servers.ts';

const errorPage = ({ error, description }: ProtocolError): Refusal => ({
  status: error === 'invalid_client' ? 401 : 400,
  code: error,
  says: `${description}.`,
  mend: 'Change the request, or register what it names.',
});

/** A plain OpenID provider, oidc-provider as it comes: the only one here with a back channel for logout. */
export const profile: OidcProfile = {
  vendor: 'other',
  source: {
    title: 'oidc-provider, default configuration',
    at: 'panva/node-oidc-provider docs/README.md',
    basis: 'vendor-doc',
    checked: '2026-11-29',
  },
  routes,
  scopes: SCOPES,
  responseTypes: RESPONSE_TYPES,
  clientAuthMethods: CLIENT_AUTH,
  quirks: [],
  switches: [],
  // OpenID Connect Core 1.0 §3.1.2.1.
  hints: { login_hint: 'person' },
  namesItself: true,
  logout: { frames: null, token: true },
  serverOf: (app, _settings, at) => ownServer(app, at),
  discovery,
  publishes: [],
  cacheControl: 'no-cache, no-store',
  kid: ({ thumbprint }) => thumbprint,
  jwk: ({ n, e, thumbprint }) => ({ kty: 'RSA', use: 'sig', kid: thumbprint, alg: 'RS256', e, n }),
  header: ({ thumbprint }) => ({ alg: 'RS256', kid: thumbprint }),
  idToken,
  userinfo,
  identity: [
    ...['sub', 'name', 'given_name', 'family_name', 'preferred_username', 'email', 'email_verified'],
    'groups',
  ],
  about: {
    email: 'email',
    name: 'name',
    preferred_username: 'username',
    given_name: 'givenName',
    family_name: 'surname',
  },
  groupsBehind: () => null,
  refreshes: ({ scopes }) => scopes.has('offline_access'),
  admits: (person) =>
    person.assigned
      ? null
      : {
          status: 400,
          code: 'access_denied',
          says: `${person.username} may not use this application.`,
          mend: 'Let the person in.',
        },
  serves: () => null,
  fails: () => null,
  page: errorPage,
  errorParameters: ({ error, description }) => ({ error, error_description: description }),
  errorJson: ({ error, description }) => ({ error, error_description: description }),
  tokenResponse: ({ access_token, expires_in, id_token, refresh_token, scope, token_type }) =>
    present({ access_token, expires_in, id_token, refresh_token, scope, token_type }),
};
