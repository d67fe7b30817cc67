import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/audience-in-list',
  stage: 'draft',
  summary: 'The audience is a list with the application alone in it, which means the same.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token',
    at: 'openid-connect-core-1_0 §2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['claims.aud'],
  apply: (draft) => withClaims(draft, { aud: [claimOf(draft, 'aud')] }),
});
