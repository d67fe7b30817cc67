import type { OidcProfile } from '../../oidc/profile.ts';

const checked = '2026-11-23';

/** Habits of the claims that a relying party trips over: always on. What they do is written in oidc-claims.ts. */
export const quirks: OidcProfile['quirks'] = [
  {
    id: 'okta/integer-version',
    summary: 'ver is a whole number, where Entra sends a text.',
    source: {
      title: 'Okta OpenID Connect and OAuth 2.0 API',
      at: 'okta/okta-management-openapi-spec oauth-minimal.yaml, ID token',
      basis: 'vendor-doc',
      checked,
    },
  },
  {
    id: 'okta/oidc-groups-limit',
    summary: 'With more than 100 groups in the claim the token request fails.',
    source: {
      title: 'Customize tokens returned from Okta with a groups claim',
      at: 'okta/okta-developer-docs guides/customize-authz-server; okta/okta-auth-js#1031',
      basis: 'vendor-doc',
      checked,
    },
  },
];
