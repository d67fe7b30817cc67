import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-subject-alone',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token that names the person and no session: every session of theirs is meant.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token',
    at: 'openid-connect-backchannel-1_0 §2.4',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'check-missing',
  touches: ['claims.sid'],
  apply: (draft) => withClaims(draft, { sid: undefined }),
});
