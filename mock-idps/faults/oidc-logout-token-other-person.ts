import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-other-person',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token for every session of somebody else.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Back-Channel Logout Actions',
    at: 'openid-connect-backchannel-1_0 §2.7',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['victim'],
  touches: ['claims.sub', 'claims.sid'],
  apply: (draft, _options, { victim }) => withClaims(draft, { sub: victim(), sid: undefined }),
});
