import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-foreign-key',
  message: 'logout-token',
  stage: 'draft',
  summary: 'A logout token signed by a key of which nobody knows, under the name of the right one.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['signer'],
  apply: (draft, _options, { attackerKey }) => ({ ...draft, signer: { by: 'RS256', key: attackerKey.privateKey } }),
});
