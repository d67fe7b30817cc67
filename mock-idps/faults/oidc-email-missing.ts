import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/email-missing',
  stage: 'draft',
  summary: 'The ID token tells no email address, or an empty one.',
  source: {
    title: 'OpenID Connect Core 1.0, Standard Claims',
    at: 'openid-connect-core-1_0 §5.1, email',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { form: ['missing', 'empty'] },
  touches: ['claims.email'],
  apply(draft, { form }) {
    claimOf(draft, 'email');
    return withClaims(draft, { email: form === 'missing' ? undefined : '' });
  },
});
