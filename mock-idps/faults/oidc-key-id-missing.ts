import { defineOidcFault } from '../oidc/fault.ts';
import { withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/key-id-missing',
  stage: 'draft',
  summary: 'The header does not name the key, and the JWK Set holds several.',
  source: {
    title: 'OpenID Connect Core 1.0, Signing',
    at: 'openid-connect-core-1_0 §10.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  touches: ['header.kid', 'header.x5t'],
  apply(draft) {
    if (draft.header.kid === undefined) throw new RangeError('The header names no key.');
    return withHeader(draft, { kid: undefined, x5t: undefined });
  },
});
