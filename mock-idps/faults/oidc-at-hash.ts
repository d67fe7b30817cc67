import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';
import { halfHash } from '../oidc/jws.ts';

export default defineOidcFault({
  id: 'oidc/at-hash',
  stage: 'draft',
  summary: 'The ID token belongs to another access token: at_hash is that of another, or missing.',
  source: {
    title: 'OpenID Connect Core 1.0, Access Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.8 and §3.2.2.9',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'check-missing',
  options: { form: ['other', 'missing'] },
  touches: ['claims.at_hash'],
  apply(draft, { form }) {
    claimOf(draft, 'at_hash');
    return withClaims(draft, { at_hash: form === 'other' ? halfHash('another access token') : undefined });
  },
});
