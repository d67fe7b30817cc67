import type { OidcProfile } from '../../oidc/profile.ts';

const checked = '2026-11-23';

/** Habits of the claims that a relying party trips over: always on. What they do is written in oidc-claims.ts. */
export const quirks: OidcProfile['quirks'] = [
  {
    id: 'google/hosted-domain',
    summary:
      'hd is the first domain of the account; consumer accounts have none, also those whose address is of a domain of their own.',
    source: {
      title: 'hd of consumer accounts',
      at: 'jupyterhub/oauthenticator#331; developers.google.com/identity/openid-connect/openid-connect',
      basis: 'issue',
      checked,
    },
  },
  {
    id: 'google/no-preferred-username',
    summary: 'There is neither preferred_username nor a group claim, and no logout that an application could ask for.',
    source: {
      title: "Google's OpenID Connect discovery document",
      at: 'accounts.google.com/.well-known/openid-configuration, as the tests of simple_openid_connect keep it; juspay/superposition#1067',
      basis: 'capture',
      checked,
    },
  },
];
