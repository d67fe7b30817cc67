import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-replayed',
  message: 'logout-token',
  stage: 'delivery',
  summary: 'The logout token of an earlier sign-out, as it was.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6, step on jti',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['earlier'],
  apply: (_token, _options, { earlier }) => earlier(),
});
