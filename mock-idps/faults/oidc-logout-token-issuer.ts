import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-issuer',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token of another issuer, though the key is right.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { issuer: 'https://other-idp.example' },
  touches: ['claims.iss'],
  apply: (draft, { issuer }) => withClaims(draft, { iss: issuer }),
});
