import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/token-answer-type',
  stage: 'delivery',
  on: 'token',
  summary: 'The token endpoint answers JSON under another content type.',
  source: {
    title: 'OAuth 2.0, Successful Response of the token endpoint',
    at: 'RFC 6749 §5.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  flows: ['code', 'code id_token'],
  options: { type: ['text/html', 'text/plain', 'application/octet-stream'] },
  apply: (answer, { type }) => ({ ...answer, contentType: type }),
});
