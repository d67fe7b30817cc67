import { defineFault } from '../fault.ts';
import { edited, withAttribute } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/void-canonicalization',
  stage: 'wire',
  on: 'elements',
  summary:
    'An assertion for the victim that some libraries fail to canonicalise, under a signature over the digest of nothing.',
  source: {
    title: 'A failed canonicalization taken for an empty one',
    at: 'CVE-2025-66568 (ruby-saml); xml-c14n §2.1 on relative namespace URIs',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  signature: 'broken',
  apply(response, _options, context) {
    const { draft } = context;
    const signature = { ...draft.signature, digestOf: 'nothing' as const };
    const forged = context.assertion({ ...draft, ...context.victim(), signature }, { signed: true });
    // Canonical XML has no answer for a namespace that is a relative address.
    return edited(response, 'Response/Assertion', () => withAttribute(forged, 'xmlns:void', 'void'));
  },
});
