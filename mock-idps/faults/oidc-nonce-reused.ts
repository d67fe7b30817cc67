import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/nonce-reused',
  stage: 'draft',
  summary: 'The ID token carries the nonce of an earlier sign-in, as one that was stolen then would.',
  source: {
    title: 'OpenID Connect Core 1.0, Nonce Implementation Notes',
    at: 'openid-connect-core-1_0 §15.5.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  returned: 'nonce',
  needs: ['request', 'earlier'],
  touches: ['claims.nonce'],
  apply(draft, _options, { earlierNonce }) {
    claimOf(draft, 'nonce');
    return withClaims(draft, { nonce: earlierNonce() });
  },
});
