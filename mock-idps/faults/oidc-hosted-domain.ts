import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/hosted-domain',
  stage: 'draft',
  summary:
    'The hosted domain is missing, as for a consumer account, or another one, although the request hinted at one.',
  source: {
    title: 'OpenID Connect, hd',
    at: 'developers.google.com/identity/openid-connect/openid-connect',
    basis: 'vendor-doc',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['missing', 'other'] },
  touches: ['claims.hd'],
  apply(draft, { form }) {
    claimOf(draft, 'hd');
    return withClaims(draft, { hd: form === 'missing' ? undefined : 'elsewhere.test' });
  },
});
