import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/email-unverified',
  stage: 'draft',
  summary: 'The identity provider says that it has not verified the email address.',
  source: {
    title: 'OpenID Connect Core 1.0, Standard Claims',
    at: 'openid-connect-core-1_0 §5.1, email_verified',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['false', 'text-false'] },
  touches: ['claims.email_verified'],
  apply(draft, { form }) {
    claimOf(draft, 'email');
    return withClaims(draft, { email_verified: form === 'false' ? false : 'false' });
  },
});
