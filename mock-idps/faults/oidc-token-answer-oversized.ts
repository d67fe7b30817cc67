import { defineOidcFault } from '../oidc/fault.ts';
import { withMembers } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/token-answer-oversized',
  stage: 'delivery',
  on: 'token',
  summary: 'The token endpoint answers ten megabytes.',
  source: {
    title: 'OAuth 2.0, Successful Response of the token endpoint',
    at: 'RFC 6749 §5.1',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  flows: ['code', 'code id_token'],
  apply: (answer) => withMembers(answer, { padding: 'x'.repeat(10 * 1024 * 1024) }),
});
