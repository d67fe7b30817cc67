import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/subject-confirmation',
  stage: 'draft',
  on: 'elements',
  summary: 'The subject has no SubjectConfirmation, or one that says nothing.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage: a bearer SubjectConfirmation',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/Assertion/Subject/SubjectConfirmation'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Assertion/Subject/SubjectConfirmation', (confirmation) =>
      spelling === 'empty' ? { ...confirmation, attributes: [], children: [] } : null,
    ),
});
