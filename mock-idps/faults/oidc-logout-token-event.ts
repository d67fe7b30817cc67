import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';
import { LOGOUT_EVENT } from '../oidc/logout-token.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-event',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token that tells of another event than a logout, or of none.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['other', 'missing', 'list'] },
  touches: ['claims.events'],
  apply: (draft, { form }) =>
    withClaims(draft, {
      events: {
        other: { 'http://schemas.openid.net/event/something-else': {} },
        missing: undefined,
        list: [LOGOUT_EVENT],
      }[form],
    }),
});
