import { defineOidcFault } from '../oidc/fault.ts';
import { secondsOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/expired',
  stage: 'draft',
  summary: 'The time of the ID token has run out an hour ago.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { minutes: 60 },
  touches: ['claims.iat', 'claims.nbf', 'claims.exp', 'claims.auth_time'],
  apply(draft, { minutes }, { now }) {
    const shift = Math.floor(now / 1000) - minutes * 60 - secondsOf(draft, 'exp');
    const moved = ['iat', 'nbf', 'exp', 'auth_time'].flatMap((name) =>
      draft.claims[name] === undefined ? [] : [[name, Math.floor(secondsOf(draft, name) + shift)] as const],
    );
    return withClaims(draft, Object.fromEntries(moved));
  },
});
