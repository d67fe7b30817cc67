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
