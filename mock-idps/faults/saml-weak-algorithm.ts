import { defineFault } from '../fault.ts';
import type { SignatureForm } from '../saml/signature-form.ts';

export default defineFault({
  id: 'saml/weak-algorithm',
  stage: 'draft',
  summary: "The signature is the IdP's, made with a hash in which collisions can be found.",
  source: {
    title: 'XML Signature 1.1, algorithms; MD5 and SHA-1 are broken for signatures (RFC 6151, RFC 6194)',
    at: 'xmldsig-core1 §6.1, §6.2.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { algorithm: ['sha1', 'sha1-digest', 'md5'] },
  touches: ['signature'],
  apply: (draft, { algorithm }) => ({ ...draft, signature: { ...draft.signature, ...weak[algorithm] } }),
});

const weak = {
  sha1: { method: 'rsa-sha1', digest: 'sha1' },
  'sha1-digest': { digest: 'sha1' },
  md5: { method: 'rsa-md5', digest: 'md5' },
} as const satisfies Record<string, SignatureForm>;
