import { defineOidcFault } from '../oidc/fault.ts';
import { withMembers } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/id-token-missing',
  stage: 'delivery',
  on: 'token',
  summary: 'The token endpoint answers without an ID token.',
  source: {
    title: 'OpenID Connect Core 1.0, Successful Token Response',
    at: 'openid-connect-core-1_0 §3.1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  flows: ['code'],
  apply: (answer) => withMembers(answer, { id_token: undefined }),
});
