import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-other-session',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token for another session of the same person.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Back-Channel Logout Actions',
    at: 'openid-connect-backchannel-1_0 §2.7',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['claims.sid'],
  apply: (draft, _options, { unheardOf }) => withClaims(draft, { sid: unheardOf }),
});
