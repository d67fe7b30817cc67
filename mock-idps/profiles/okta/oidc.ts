import { present } from '../../oidc/claims.ts';
import type { OidcProfile, ProtocolError } from '../../oidc/profile.ts';
import type { Refusal } from '../../saml/request-profile.ts';
import { groupNames, idToken, MAX_GROUPS, userinfo } from './oidc-claims.ts';
import { discovery, ownServer, routes } from './oidc-servers.ts';
import { quirks } from './oidc-quirks.ts';
import * as switches from './oidc-switches.ts';

/** data/oauth2-error-codes.json of okta/okta-developer-docs (vendor-doc). */
function errorPage({ error, description, parameters }: ProtocolError): Refusal {
  const { redirect_uri, client_id } = parameters;
  switch (error) {
    case 'invalid_redirect_uri':
      return {
        status: 400,
        code: 'invalid_request',
        says: `The 'redirect_uri' parameter must be a Login redirect URI in the client app settings; this is ${JSON.stringify(redirect_uri ?? '')}.`,
        mend: 'Add it to the sign-in redirect URIs, character by character.',
      };
    case 'invalid_client':
      return {
        status: 401,
        code: 'invalid_client',
        says: `There is no client ${JSON.stringify(client_id ?? '')} at this authorization server.`,
        mend: 'Send the client ID that the mock names, at the issuer that it names.',
      };
    default:
      return { status: 400, code: error, says: `${description}.`, mend: 'Change the request.' };
  }
}

/** Okta: the organisation's own authorization server, and custom ones. */
export const profile: OidcProfile = {
  vendor: 'okta',
  source: {
    title: 'Okta OpenID Connect and OAuth 2.0 API',
    at: 'okta/okta-management-openapi-spec oauth-minimal.yaml',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
  routes,
  scopes: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'groups'],
  responseTypes: ['code', 'id_token', 'code id_token', 'code token', 'id_token token', 'code id_token token'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
  quirks,
  switches: Object.values(switches),
  // None is established.
  hints: {},
  namesItself: false,
  logout: { frames: ({ issuer, sid }) => ({ iss: issuer, sid }), token: false },
  serverOf: ownServer,
  discovery,
  // The next key is published before it signs (concepts/key-rotation, vendor-doc).
  publishes: ['next'],
  cacheControl: 'max-age=86400, must-revalidate',
  kid: ({ thumbprint }) => thumbprint,
  jwk: ({ n, e, thumbprint }) => ({ kty: 'RSA', alg: 'RS256', kid: thumbprint, use: 'sig', e, n }),
  header: ({ thumbprint }) => ({ kid: thumbprint, alg: 'RS256' }),
  idToken,
  userinfo,
  identity: [
    ...['sub', 'name', 'preferred_username', 'given_name', 'family_name', 'email', 'email_verified'],
    ...['phone_number', 'groups'],
  ],
  about: {
    email: 'email',
    name: 'name',
    preferred_username: 'username',
    given_name: 'givenName',
    family_name: 'surname',
    phone_number: 'phone',
  },
  groupsBehind: () => null,
  refreshes: ({ scopes }) => scopes.has('offline_access'),
  admits: (person) =>
    person.assigned
      ? null
      : {
          status: 400,
          code: 'access_denied',
          says: 'User is not assigned to the client application.',
          mend: `Assign ${person.username}, or a group that the person is in.`,
        },
  serves: () => null,
  fails(telling) {
    const names = groupNames(telling);
    return names !== null && names.length > MAX_GROUPS
      ? {
          status: 400,
          // Which error it is, is not established.
          error: 'invalid_request',
          description: `The groups claim holds ${names.length} groups, and ${MAX_GROUPS} are the most.`,
        }
      : null;
  },
  page: errorPage,
  errorParameters: ({ error, description }) => ({ error, error_description: description }),
  errorJson: ({ error, description }) => ({ error, error_description: description }),
  tokenResponse: ({ token_type, expires_in, access_token, scope, refresh_token, id_token }) =>
    present({ token_type, expires_in, access_token, scope, refresh_token, id_token }),
};
