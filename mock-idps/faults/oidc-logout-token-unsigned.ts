import { withHeader } from '../oidc/edit.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-unsigned',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token that says it needs no signature, and has none.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['signer', 'header.alg'],
  apply: (draft) => withHeader({ ...draft, signer: { by: 'none' } }, { alg: 'none' }),
});
