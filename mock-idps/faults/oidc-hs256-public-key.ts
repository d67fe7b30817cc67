import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, withHeader } from '../oidc/edit.ts';
import type { PublicKey } from '../oidc/keys.ts';

/** How a library may write the key that it takes for a secret. */
function spellings({ object, n, e, certificate }: PublicKey) {
  const spki = String(object.export({ type: 'spki', format: 'pem' }));
  const lines = certificate.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    pem: spki,
    'pem-without-end': spki.trimEnd(),
    'pkcs1-pem': String(object.export({ type: 'pkcs1', format: 'pem' })),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    'certificate-base64': certificate,
    modulus: n,
    jwk: JSON.stringify({ kty: 'RSA', n, e }),
  };
}

export default defineOidcFault({
  id: 'oidc/hs256-public-key',
  stage: 'draft',
  summary: 'An ID token for the victim with a MAC, made with the public key as if that were a secret.',
  source: {
    title: 'JSON Web Token Best Current Practices, Perform Algorithm Verification',
    at: 'RFC 8725 §3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { spelling: ['pem', 'pem-without-end', 'pkcs1-pem', 'certificate', 'certificate-base64', 'modulus', 'jwk'] },
  touches: ['signer', 'claims', 'header.alg'],
  apply: (draft, { spelling }, context) =>
    withHeader(
      { ...asVictim(draft, context), signer: { by: 'HS256', secret: spellings(context.publicKey)[spelling] } },
      { alg: 'HS256' },
    ),
});
