import { defineOidcFault } from '../oidc/fault.ts';
import { textOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/subject-long',
  stage: 'draft',
  summary: 'The subject is longer than the 255 characters that a provider may use.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token',
    at: 'openid-connect-core-1_0 §2, sub',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  touches: ['claims.sub'],
  apply: (draft) => withClaims(draft, { sub: textOf(draft, 'sub').padEnd(256, 'x') }),
});
