import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-id-token',
  message: 'logout-token',
  stage: 'draft',
  summary: 'An ID token of the session in the place of the logout token.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: [
    'header.typ',
    'claims.events',
    'claims.jti',
    'claims.sid',
    'claims.sub',
    'claims.exp',
    'claims.auth_time',
    'claims.email',
    'claims.email_verified',
    'claims.name',
    'claims.given_name',
    'claims.family_name',
    'claims.preferred_username',
  ],
  apply: (_draft, _options, { idToken }) => idToken(),
});
