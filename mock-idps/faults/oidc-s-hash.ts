import { defineOidcFault } from '../oidc/fault.ts';
import { withClaims } from '../oidc/edit.ts';
import { halfHash } from '../oidc/jws.ts';

export default defineOidcFault({
  id: 'oidc/s-hash',
  stage: 'draft',
  summary: 'The ID token carries an s_hash of another state.',
  source: {
    title: 'Financial-grade API 1.0 Advanced, ID Token as Detached Signature',
    at: 'openid-financial-api-part-2-1_0 §5.2.2.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  touches: ['claims.s_hash'],
  apply: (draft) => withClaims(draft, { s_hash: halfHash('another state') }),
});
