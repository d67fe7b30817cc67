import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/in-response-to-split',
  stage: 'draft',
  summary: 'Response and assertion say of two different requests that they answer them; only one of them was made.',
  source: {
    title: 'SAML 2.0 Profiles, Response message processing rules; Core, StatusResponseType',
    at: 'saml-profiles-2.0-os §4.1.4.3; saml-core-2.0-os §3.2.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['request'],
  // Where the request stands that nobody made.
  options: { unknown: ['assertion', 'response'] },
  touches: ['inResponseTo', 'confirmationInResponseTo'],
  apply: (draft, { unknown }, context) =>
    unknown === 'assertion'
      ? { ...draft, confirmationInResponseTo: context.newId() }
      : { ...draft, inResponseTo: context.newId() },
});
