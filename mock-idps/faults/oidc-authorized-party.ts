import { defineOidcFault } from '../oidc/fault.ts';
import { withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/authorized-party',
  stage: 'draft',
  summary: 'The ID token was issued to another application, although this one is its audience.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  touches: ['claims.azp'],
  apply: (draft) => withClaims(draft, { azp: 'another-application' }),
});
