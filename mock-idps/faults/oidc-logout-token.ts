import { defineOidcFault } from '../oidc/fault.ts';
import { withClaims, withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/logout-token',
  stage: 'draft',
  summary: 'A logout token stands in the place of the ID token.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Cross-JWT Confusion',
    at: 'openid-connect-backchannel-1_0 §2.4 and §4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  returned: 'nonce',
  touches: ['claims.nonce', 'claims.jti', 'claims.events', 'header.typ'],
  apply: (draft) =>
    withHeader(
      withClaims(draft, {
        nonce: undefined,
        jti: 'logout',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      }),
      { typ: 'logout+jwt' },
    ),
});
