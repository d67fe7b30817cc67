import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/embedded-key',
  stage: 'draft',
  summary: 'An ID token for the victim that brings the key to check it with, in its own header.',
  source: {
    title: 'JSON Web Token Best Current Practices, Do Not Trust Received Claims',
    at: 'RFC 8725 §3.10',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { as: ['jwk', 'x5c'] },
  touches: ['signer', 'claims', 'header.kid', 'header.jwk', 'header.x5c'],
  apply(draft, { as }, context) {
    const { attackerKey, attackerJwk } = context;
    const brought = as === 'jwk' ? { jwk: attackerJwk } : { x5c: [attackerKey.certificateBase64] };
    const forged = { ...asVictim(draft, context), signer: { by: 'RS256' as const, key: attackerKey.privateKey } };
    return withHeader(forged, { kid: attackerJwk.kid, ...brought });
  },
});
