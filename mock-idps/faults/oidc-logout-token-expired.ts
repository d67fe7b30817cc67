import { secondsOf, withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-expired',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token that ran out long ago.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { minutes: 60 },
  touches: ['claims.iat', 'claims.exp'],
  apply: (draft, { minutes }) =>
    withClaims(draft, {
      iat: secondsOf(draft, 'iat') - minutes * 60,
      exp: secondsOf(draft, 'exp') - minutes * 60,
    }),
});
