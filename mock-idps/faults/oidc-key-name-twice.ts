import { defineOidcFault } from '../oidc/fault.ts';
import { withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/key-name-twice',
  stage: 'draft',
  scope: 'target',
  summary: 'The JWK Set holds two keys of the name that the ID token gives; the second has signed it.',
  source: {
    title: 'JSON Web Key, "kid" (Key ID) Parameter',
    at: 'RFC 7517 §4.5',
    basis: 'specification',
    checked: '2026-11-25',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  touches: ['header.kid', 'header.x5t'],
  apply(draft, _options, { attackerJwk: { kid, x5t }, spoilKeys }) {
    spoilKeys('twice');
    return withHeader(draft, { kid, ...(draft.header.x5t !== undefined && { x5t }) });
  },
});
