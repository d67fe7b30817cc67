import { present } from '../../oidc/claims.ts';
import type { OidcProfile, ProtocolError } from '../../oidc/profile.ts';
import type { Refusal } from '../../saml/request-profile.ts';
import { idToken, userinfo } from './oidc-claims.ts';
import { discovery, routes, serverAt } from './oidc-servers.ts';
import { quirks } from './oidc-quirks.ts';
import * as switches from './oidc-switches.ts';
import { createHash } from 'node:crypto';

const page = (code: string, says: string, mend: string, status = 400): Refusal => ({ status, code, says, mend });

/** The names of the codes are documented; which status goes with them is inferred. */
function errorPage({ error, description, parameters }: ProtocolError): Refusal {
  const { redirect_uri, client_id } = parameters;
  switch (error) {
    case 'invalid_redirect_uri':
      return page(
        'redirect_uri_mismatch',
        `The redirect URI ${JSON.stringify(redirect_uri ?? '')} is not authorized for this application.`,
        'Authorize it in the console, character by character.',
      );
    case 'invalid_client':
      return page(
        'invalid_client',
        `There is no OAuth client ${JSON.stringify(client_id ?? '')}.`,
        'Send the client ID that the mock names.',
        401,
      );
    default:
      return page(error, `${description}.`, 'Change the request.');
  }
}

/** Google: one server, two forms of its issuer, neither groups nor logout. */
export const profile: OidcProfile = {
  vendor: 'google',
  source: {
    title: "Google's OpenID Connect discovery document",
    at: 'accounts.google.com/.well-known/openid-configuration, as the tests of simple_openid_connect keep it',
    basis: 'capture',
    checked: '2026-11-23',
  },
  routes,
  scopes: ['openid', 'email', 'profile'],
  responseTypes: ['code', 'id_token', 'code token', 'code id_token', 'id_token token', 'code id_token token', 'none'],
  clientAuthMethods: ['client_secret_post', 'client_secret_basic', 'none'],
  quirks,
  switches: Object.values(switches),
  // It tunes the picker alone (leoflow#1164, issue).
  hints: { hd: 'domain' },
  namesItself: false,
  logout: null,
  serverOf: (_app, _settings, at) => serverAt(at),
  discovery,
  // Two active keys (inferred).
  publishes: ['a', 'b'],
  cacheControl: 'public, max-age=21600, must-revalidate, no-transform',
  kid: ({ thumbprint }) => createHash('sha1').update(thumbprint).digest('hex'),
  jwk: (key) => ({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: profile.kid(key), n: key.n, e: key.e }),
  header: (key) => ({ alg: 'RS256', kid: profile.kid(key), typ: 'JWT' }),
  idToken,
  userinfo,
  identity: ['sub', 'hd', 'email', 'email_verified', 'name', 'given_name', 'family_name'],
  about: { email: 'email', name: 'name', given_name: 'givenName', family_name: 'surname' },
  groupsBehind: () => null,
  // access_type is Google's own way of asking (developers.google.com/identity/protocols/oauth2/web-server, vendor-doc).
  refreshes: ({ parameters }) => parameters.access_type === 'offline',
  admits: (person) =>
    person.assigned
      ? null
      : page(
          'admin_policy_enforced',
          `The administrator lets ${person.email ?? person.username} not use this application.`,
          'Allow it for the organisational unit of the person.',
        ),
  serves: () => null,
  fails: () => null,
  page: errorPage,
  // Inferred: a sign-in without a page is refused as the specification says.
  errorParameters: ({ error, description }) => ({ error, error_description: description }),
  errorJson: ({ error, description }) => ({ error, error_description: description }),
  tokenResponse: ({ access_token, expires_in, refresh_token, scope, token_type, id_token }) =>
    present({ access_token, expires_in, refresh_token, scope, token_type, id_token }),
};
