import { defineOidcFault } from '../oidc/fault.ts';
import { withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/new-key',
  stage: 'draft',
  summary: 'The ID token is signed with a key that the JWK Set holds since this moment.',
  source: {
    title: 'OpenID Connect Core 1.0, Rotation of Asymmetric Signing Keys',
    at: 'openid-connect-core-1_0 §10.1.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  needs: ['new-key'],
  touches: ['signer', 'header.kid', 'header.x5t'],
  apply(draft, _options, { rollOver }) {
    const { key, kid, x5t } = rollOver();
    return withHeader({ ...draft, signer: { by: 'RS256', key: key.privateKey } }, { kid, x5t });
  },
});
