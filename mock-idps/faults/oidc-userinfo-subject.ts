import { defineOidcFault } from '../oidc/fault.ts';
import { withMembers } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/userinfo-subject',
  stage: 'delivery',
  on: 'userinfo',
  summary: 'Userinfo tells of another subject than the ID token, or of none.',
  source: {
    title: 'OpenID Connect Core 1.0, Successful UserInfo Response',
    at: 'openid-connect-core-1_0 §5.3.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  flows: ['code', 'code id_token'],
  options: { form: ['other', 'missing'] },
  apply: (answer, { form }, { victim }) =>
    withMembers(answer, form === 'missing' ? { ...victim(), sub: undefined } : victim()),
});
