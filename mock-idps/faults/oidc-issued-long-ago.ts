import { defineOidcFault } from '../oidc/fault.ts';
import { secondsOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/issued-long-ago',
  stage: 'draft',
  summary: 'The ID token was issued a week ago and still has not run out.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { days: 7 },
  touches: ['claims.iat'],
  apply: (draft, { days }) => withClaims(draft, { iat: Math.floor(secondsOf(draft, 'iat') - days * 86_400) }),
});
