import { Choices } from '../../choices.ts';
import { drawnGuid } from '../../ids.ts';
import { present } from '../../oidc/claims.ts';
import type { OidcProfile } from '../../oidc/profile.ts';
import { clientInfo, groupsBehind, idToken, userinfo } from './oidc-claims.ts';
import { admits, errorJson, errorPage, errorParameters, serves } from './oidc-refusals.ts';
import { logout } from './oidc-logout.ts';
import { discovery, ownServer, routes, versionOf } from './oidc-servers.ts';
import { quirks } from './oidc-quirks.ts';
import * as switches from './oidc-switches.ts';

/** Entra, versions 1 and 2, for one tenant and for many. */
export const profile: OidcProfile = {
  vendor: 'entra',
  source: {
    title: 'Entra OpenID Connect discovery documents',
    at: 'HTTP recordings of June 2021 in Azure/azure-sdk-for-js',
    basis: 'capture',
    checked: '2026-11-23',
  },
  routes,
  scopes: ['openid', 'profile', 'email', 'offline_access'],
  responseTypes: ['code', 'id_token', 'code id_token', 'id_token token'],
  clientAuthMethods: ['client_secret_post', 'private_key_jwt', 'client_secret_basic', 'none'],
  quirks,
  switches: Object.values(switches),
  // v2-protocols-oidc.md, login_hint and domain_hint (vendor-doc).
  hints: { login_hint: 'person', domain_hint: 'domain' },
  namesItself: false,
  adds: (session) => ({ session_state: drawnGuid(new Choices('entra session', session)) }),
  logout,
  serverOf: ownServer,
  discovery,
  // At least two, and the same for all tenants (signing-key-rollover.md, vendor-doc).
  publishes: ['a', 'b'],
  cacheControl: 'max-age=86400, private',
  kid: ({ x5t }) => x5t,
  jwk: ({ n, e, x5t, certificate }, server) =>
    present({
      kty: 'RSA',
      use: 'sig',
      kid: x5t,
      x5t,
      n,
      e,
      x5c: [certificate],
      // A template where the address is one of many tenants (inferred).
      issuer: versionOf(server) === 'v2.0' ? server.issuer : undefined,
    }),
  header: ({ x5t }, server) =>
    present({ typ: 'JWT', alg: 'RS256', x5t: versionOf(server) === 'v1.0' ? x5t : undefined, kid: x5t }),
  idToken,
  userinfo,
  identity: [
    ...['sub', 'oid', 'preferred_username', 'unique_name', 'upn', 'email', 'name', 'given_name', 'family_name'],
    ...['acct', 'idp', 'verified_primary_email', 'xms_edov', 'groups', 'hasgroups', '_claim_names', '_claim_sources'],
  ],
  about: {
    oid: 'id',
    preferred_username: 'upn',
    unique_name: 'upn',
    upn: 'upn',
    email: 'email',
    name: 'name',
    given_name: 'givenName',
    family_name: 'surname',
  },
  groupsBehind,
  refreshes: ({ scopes }) => scopes.has('offline_access'),
  admits,
  serves: (app, settings, server) => serves(app, settings.authorizationServer, server),
  fails: () => null,
  page: errorPage,
  errorParameters,
  errorJson,
  tokenResponse: (
    { token_type, scope, expires_in, access_token, refresh_token, id_token },
    { client_info: asked },
    telling,
  ) =>
    present({
      token_type,
      scope,
      expires_in,
      ext_expires_in: expires_in,
      access_token,
      refresh_token,
      id_token,
      client_info: asked === '1' && telling ? clientInfo(telling) : undefined,
    }),
};
