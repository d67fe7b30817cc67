import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/further-audience',
  stage: 'draft',
  summary: 'The ID token is made for the application and for another one, which it does not trust.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { azp: ['missing', 'other'] },
  touches: ['claims.aud', 'claims.azp'],
  apply: (draft, { azp }) =>
    withClaims(draft, {
      aud: [claimOf(draft, 'aud'), 'another-application'],
      azp: azp === 'missing' ? undefined : 'another-application',
    }),
});
