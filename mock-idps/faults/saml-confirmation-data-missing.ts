import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/confirmation-data-missing',
  stage: 'draft',
  on: 'elements',
  summary: 'The bearer confirmation says nothing of recipient, request and end.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage: SubjectConfirmationData',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData'],
  apply: (response) =>
    edited(response, 'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData', () => null),
});
