import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/nonce',
  stage: 'draft',
  summary: 'The nonce of the ID token is another than the one that was sent, or it is missing.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  returned: 'nonce',
  needs: ['request'],
  options: { form: ['other', 'missing', 'empty'] },
  touches: ['claims.nonce'],
  apply(draft, { form }) {
    claimOf(draft, 'nonce');
    return withClaims(draft, { nonce: { other: 'a-nonce-of-nobody', missing: undefined, empty: '' }[form] });
  },
});
