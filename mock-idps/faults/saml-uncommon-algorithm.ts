import { defineFault } from '../fault.ts';
import type { SignatureForm } from '../saml/signature-form.ts';

export default defineFault({
  id: 'saml/uncommon-algorithm',
  stage: 'draft',
  summary: 'The signature is made with an algorithm that is sound, but that many libraries do not know.',
  source: {
    title: 'XML Signature 1.1, algorithms',
    at: 'xmldsig-core1 §6.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { algorithm: ['inclusive-1.1', 'rsa-sha384'] },
  touches: ['signature'],
  apply: (draft, { algorithm }) => ({ ...draft, signature: { ...draft.signature, ...forms[algorithm] } }),
});

const forms = {
  'inclusive-1.1': { canonicalization: 'inclusive-1.1' },
  'rsa-sha384': { method: 'rsa-sha384' },
} as const satisfies Record<string, SignatureForm>;
