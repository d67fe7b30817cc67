import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

const PLACES = {
  assertion: 'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData',
  response: 'Response',
} as const;

export default defineFault({
  id: 'saml/in-response-to-missing',
  stage: 'draft',
  on: 'elements',
  summary: 'Of response and assertion only one says which request it answers.',
  source: {
    title: 'SAML 2.0 Core, StatusResponseType; Profiles, Response usage',
    at: 'saml-core-2.0-os §3.2.2; saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  needs: ['request'],
  options: { from: ['assertion', 'response'], spelling: ['missing', 'empty'] },
  touches: [
    'Response/@InResponseTo',
    'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@InResponseTo',
  ],
  apply: (response, { from, spelling }) =>
    withAttributeAt(response, PLACES[from], 'InResponseTo', spelling === 'empty' ? '' : null),
});
