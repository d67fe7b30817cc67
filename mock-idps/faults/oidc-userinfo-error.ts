import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/userinfo-error',
  stage: 'delivery',
  on: 'userinfo',
  summary: 'Userinfo refuses, is out of order, or answers something that is no JSON object.',
  source: {
    title: 'OpenID Connect Core 1.0, UserInfo Error Response',
    at: 'openid-connect-core-1_0 §5.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  flows: ['code', 'code id_token'],
  options: { form: ['refused', 'out-of-order', 'cut-off'] },
  apply(answer, { form }) {
    const { body } = answer;
    if (form === 'cut-off') return { ...answer, body: body.slice(0, body.length / 2) };
    return { ...answer, status: form === 'refused' ? 401 : 503, body: JSON.stringify({ error: 'invalid_token' }) };
  },
});
