import { defineOidcFault } from '../oidc/fault.ts';
import { secondsOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/issued-in-future',
  stage: 'draft',
  summary: 'The ID token was issued tomorrow, by what it says.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { hours: 24 },
  touches: ['claims.iat', 'claims.exp'],
  apply(draft, { hours }) {
    const later = (name: string) => Math.floor(secondsOf(draft, name) + hours * 3600);
    return withClaims(draft, { iat: later('iat'), exp: later('exp') });
  },
});
