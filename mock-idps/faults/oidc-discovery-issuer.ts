import { defineOidcFault } from '../oidc/fault.ts';
import { withMembers } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/discovery-issuer',
  stage: 'delivery',
  on: 'discovery',
  scope: 'target',
  summary: 'The discovery document names another issuer than the one that was asked.',
  source: {
    title: 'OpenID Connect Discovery 1.0, OpenID Provider Configuration Validation',
    at: 'openid-connect-discovery-1_0 §4.3',
    basis: 'specification',
    checked: '2026-11-25',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  apply: (answer) => withMembers(answer, { issuer: 'https://issuer.evil.test' }),
});
