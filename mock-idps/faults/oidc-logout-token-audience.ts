import { withClaims } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-audience',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token that was made for another application, or for none.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['other', 'missing'] },
  touches: ['claims.aud'],
  apply: (draft, { form }) => withClaims(draft, { aud: form === 'other' ? 'another-application' : undefined }),
});
