import { defineFault } from '../fault.ts';
import type { SignatureForm } from '../saml/signature-form.ts';

export default defineFault({
  id: 'saml/other-algorithm',
  stage: 'draft',
  summary: 'The signature is made with another algorithm than the vendor uses, one that is common all the same.',
  source: {
    title: 'SAML 2.0 Core, canonicalization method; XML Signature 1.1, algorithms',
    at: 'saml-core-2.0-os §5.4.3; xmldsig-core1 §6.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  options: { algorithm: ['exclusive-with-comments', 'inclusive', 'inclusive-with-comments', 'rsa-sha512'] },
  touches: ['signature'],
  apply: (draft, { algorithm }) => ({ ...draft, signature: { ...draft.signature, ...forms[algorithm] } }),
});

const forms = {
  'exclusive-with-comments': { canonicalization: 'exclusive-with-comments' },
  inclusive: { canonicalization: 'inclusive' },
  'inclusive-with-comments': { canonicalization: 'inclusive-with-comments' },
  'rsa-sha512': { method: 'rsa-sha512', digest: 'sha512' },
} as const satisfies Record<string, SignatureForm>;
