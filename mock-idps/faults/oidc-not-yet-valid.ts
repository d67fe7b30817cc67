import { defineOidcFault } from '../oidc/fault.ts';
import { withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/not-yet-valid',
  stage: 'draft',
  summary: 'The ID token is not valid before a time that is an hour away.',
  source: { title: 'JSON Web Token, Not Before', at: 'RFC 7519 §4.1.5', basis: 'specification', checked: '2026-11-24' },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { minutes: 60 },
  touches: ['claims.nbf'],
  apply: (draft, { minutes }, { now }) => withClaims(draft, { nbf: Math.floor(now / 1000 + minutes * 60) }),
});
