import { withHeader } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-hs256',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token with a MAC by the client secret, where RS256 was agreed on.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['signer', 'header.alg', 'header.kid'],
  apply: (draft, _options, { clientSecret }) =>
    withHeader({ ...draft, signer: { by: 'HS256', secret: clientSecret } }, { alg: 'HS256', kid: undefined }),
});
