import type { Switch } from '../../saml/profile.ts';

export const unverifiedEmail: Switch = {
  id: 'entra/unverified-email',
  summary: 'What becomes of an email claim whose domain the tenant has not proved to own.',
  forms: {
    removed: 'it is left out, as for multi-tenant applications registered since June 2023',
    kept: 'it is sent, as for older applications and where removeUnverifiedEmailClaim is off',
  },
  source: {
    title: 'Migrate away from using email claims for user identification or authorization',
    at: 'MicrosoftDocs/entra-docs docs/identity-platform/migrate-off-email-claim-authorization.md',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
};

export const frameParameters: Switch = {
  id: 'entra/front-channel-logout',
  summary: 'What stands in the address of an application that a frame tells of a logout.',
  forms: {
    'sid-alone':
      'the session, and no issuer, as those who received such requests write; the specification wants both or none',
    'iss-and-sid': 'issuer and session, as the specification has it and one thread says',
  },
  source: {
    title: 'Implications of relying on SID only in Front-Channel logout',
    at: 'nginxinc/nginx-openid-connect#117; OpenIDC/mod_auth_openidc#855; MicrosoftDocs/entra-docs#333; msgraph-sample-rubyrailsapp#26',
    basis: 'issue',
    checked: '2026-11-29',
  },
};
