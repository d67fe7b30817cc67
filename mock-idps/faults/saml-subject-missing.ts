import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/subject-missing',
  stage: 'draft',
  on: 'elements',
  summary: 'The assertion has no Subject, or an empty one; its attributes tell of the person all the same.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage; Core, Subject',
    at: 'saml-profiles-2.0-os §4.1.4.2; saml-core-2.0-os §2.4.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/Assertion/Subject'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Assertion/Subject', (subject) =>
      spelling === 'empty' ? withChildren(subject, []) : null,
    ),
});
