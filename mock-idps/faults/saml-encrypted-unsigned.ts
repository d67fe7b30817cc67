import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/encrypted-unsigned',
  stage: 'draft',
  summary: "An assertion for the victim, encrypted to the service provider's public certificate and signed by nobody.",
  source: {
    title: 'Encryption shows nothing about the sender (CVE-2026-89042: unsigned taken where it was encrypted)',
    at: 'passport-saml-encrypted <=0.1.13; saml-profiles-2.0-os §4.1.4.5',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  shapes: ['encrypted'],
  needs: ['victim'],
  touches: ['sign', 'nameId', 'attributes'],
  apply: (draft, _options, context) => ({ ...draft, ...context.victim(), sign: 'none' }),
});
