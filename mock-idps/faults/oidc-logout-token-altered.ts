import { part, readJws } from '../oidc/jws.ts';
import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-token-altered',
  message: 'logout-token',
  stage: 'wire',
  summary: 'A logout token that was given another time after it had been signed.',
  source: {
    title: 'OpenID Connect Back-Channel Logout 1.0, Logout Token Validation',
    at: 'openid-connect-backchannel-1_0 §2.6',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  apply: (token) => {
    const { header, payload, signature } = readJws(token);
    return `${part(header)}.${part({ ...payload, iat: Number(payload.iat) + 1 })}.${signature}`;
  },
});
