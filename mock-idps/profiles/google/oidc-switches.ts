import type { Switch } from '../../saml/profile.ts';

export const issuerForm: Switch = {
  id: 'google/issuer-form',
  summary: 'How an ID token writes its issuer: both forms are documented, and both have to be taken.',
  forms: {
    https: 'with https:// (on loopback http://), as discovery says',
    bare: 'without a scheme: accounts.google.com',
  },
  source: {
    title: "OpenID Connect, an ID token's payload",
    at: 'developers.google.com/identity/openid-connect/openid-connect, iss',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
};
