import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/issued-at-missing',
  stage: 'draft',
  summary: 'The ID token does not say when it was issued.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token',
    at: 'openid-connect-core-1_0 §2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['claims.iat'],
  apply(draft) {
    claimOf(draft, 'iat');
    return withClaims(draft, { iat: undefined });
  },
});
