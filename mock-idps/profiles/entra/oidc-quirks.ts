import type { OidcProfile } from '../../oidc/profile.ts';

const checked = '2026-11-23';

/** Habits of the claims that a relying party trips over: always on. What they do is written in oidc-claims.ts. */
export const quirks: OidcProfile['quirks'] = [
  {
    id: 'entra/pairwise-sub',
    summary:
      'sub is another value for each application; oid is the same for all of a tenant, and says something only together with tid.',
    source: {
      title: 'ID token claims reference',
      at: 'MicrosoftDocs/entra-docs docs/identity-platform/id-token-claims-reference.md, sub, oid',
      basis: 'vendor-doc',
      checked,
    },
  },
  {
    id: 'entra/no-email-verified',
    summary:
      'There is no email_verified, and the address can change: where its domain is proved, xms_edov says so to who asks for it.',
    source: {
      title: 'Optional claims reference',
      at: 'MicrosoftDocs/entra-docs docs/identity-platform/optional-claims-reference.md, email, xms_edov',
      basis: 'vendor-doc',
      checked,
    },
  },
  {
    id: 'entra/client-info',
    summary:
      'Where client_info=1 is asked of the token endpoint, its answer holds client_info: uid and utid. Here they are oid and tid, which is inferred.',
    source: {
      title: 'Send client_info=1 parameter on token endpoint',
      at: 'AzureAD/microsoft-authentication-library-for-dotnet#67; navikt/mock-oauth2-server#417',
      basis: 'issue',
      checked: '2026-11-25',
    },
  },
  {
    id: 'entra/session-state',
    summary:
      'Authorization responses carry a session_state, a GUID, though nobody asked for session management. That it stays the same while a session lasts is inferred.',
    source: {
      title: 'AzureAD sends code, state and session_state',
      at: 'palantir/go-baseapp#67; psignoret/aad-sso-wordpress#219; opensearch-project/security#759; seanfisher/passport-microsoft#24',
      basis: 'issue',
      checked: '2026-11-29',
    },
  },
  {
    id: 'entra/template-issuer',
    summary:
      'Where many tenants sign in, discovery names a template for its issuer, and each token the tenant of its person.',
    source: {
      title: 'Discovery documents of common and organizations',
      at: 'HTTP recordings of June 2021 in Azure/azure-sdk-for-js; nextauthjs/next-auth#6138; coreos/go-oidc#212',
      basis: 'capture',
      checked,
    },
  },
  {
    id: 'entra/oidc-groups-overage',
    summary:
      'Past 200 groups, nested ones counted, the ID token of the code flow carries a Graph link where the groups were; through the browser, past about 5, a mere flag.',
    source: {
      title: 'Access token claims reference, groups overage claim',
      at: 'MicrosoftDocs/entra-docs docs/identity-platform/access-token-claims-reference.md, groups',
      basis: 'vendor-doc',
      checked,
    },
  },
];
