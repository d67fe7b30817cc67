import { defineOidcFault } from '../oidc/fault.ts';
import { claimOf, withClaims } from '../oidc/edit.ts';
import { halfHash } from '../oidc/jws.ts';

export default defineOidcFault({
  id: 'oidc/c-hash',
  stage: 'draft',
  summary: 'The ID token belongs to another code: c_hash is that of another, or missing.',
  source: {
    title: 'OpenID Connect Core 1.0, Authorization Code Validation',
    at: 'openid-connect-core-1_0 §3.3.2.10',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  flows: ['code id_token'],
  channel: 'front',
  options: { form: ['other', 'missing'] },
  touches: ['claims.c_hash'],
  apply(draft, { form }) {
    claimOf(draft, 'c_hash');
    return withClaims(draft, { c_hash: form === 'other' ? halfHash('another code') : undefined });
  },
});
