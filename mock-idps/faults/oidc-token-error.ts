import { defineOidcFault } from '../oidc/fault.ts';

const STATUS = {
  invalid_grant: 400,
  invalid_client: 401,
  unauthorized_client: 400,
  server_error: 500,
  temporarily_unavailable: 503,
} as const;

export default defineOidcFault({
  id: 'oidc/token-error',
  stage: 'delivery',
  on: 'token',
  summary: 'The token endpoint refuses the code, or is out of order.',
  source: {
    title: 'OAuth 2.0, Error Response of the token endpoint',
    at: 'RFC 6749 §5.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  flows: ['code', 'code id_token'],
  options: {
    error: ['invalid_grant', 'invalid_client', 'unauthorized_client', 'server_error', 'temporarily_unavailable'],
  },
  apply: (answer, { error }) => ({ ...answer, status: STATUS[error], body: JSON.stringify({ error }) }),
});
