import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-nobody',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token that names neither a session nor a person.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['claims.sub', 'claims.sid'],
  apply: (draft) => withClaims(draft, { sub: undefined, sid: undefined }),
});
