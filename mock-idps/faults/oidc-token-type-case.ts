import { defineOidcFault } from '../oidc/fault.ts';
import { withMembers } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/token-type-case',
  stage: 'delivery',
  on: 'token',
  summary: 'The token type is written in other letters, which mean the same.',
  source: {
    title: 'OAuth 2.0, Successful Response: token_type is case insensitive',
    at: 'RFC 6749 §5.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  flows: ['code', 'code id_token'],
  options: { spelling: ['bearer', 'BEARER', 'bEaReR'] },
  apply: (answer, { spelling }) => withMembers(answer, { token_type: spelling }),
});
