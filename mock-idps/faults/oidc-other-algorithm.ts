import { defineOidcFault } from '../oidc/fault.ts';
import { withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/other-algorithm',
  stage: 'draft',
  summary: 'The right key signs, but by another algorithm than the one that was agreed on.',
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { algorithm: ['PS256', 'RS512', 'RS384'] },
  touches: ['signer', 'header.alg'],
  apply(draft, { algorithm }) {
    const { signer } = draft;
    if (!('key' in signer)) throw new RangeError('The token is signed without a key.');
    return withHeader({ ...draft, signer: { by: algorithm, key: signer.key } }, { alg: algorithm });
  },
});
