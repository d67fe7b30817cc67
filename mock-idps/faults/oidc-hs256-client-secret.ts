import { defineOidcFault } from '../oidc/fault.ts';
import { withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/hs256-client-secret',
  stage: 'draft',
  summary: 'The ID token carries a MAC made with the client secret, although RS256 is what was agreed on.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['signer', 'header.alg', 'header.kid'],
  apply: (draft, _options, { clientSecret }) =>
    withHeader({ ...draft, signer: { by: 'HS256', secret: clientSecret } }, { alg: 'HS256', kid: undefined }),
});
