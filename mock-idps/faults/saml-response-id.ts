import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/response-id',
  stage: 'draft',
  on: 'elements',
  summary: 'The response has no ID, or an empty one.',
  source: {
    title: 'SAML 2.0 Core, StatusResponseType: ID is required',
    at: 'saml-core-2.0-os §3.2.2, §1.3.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // A signature over the response would name it by this ID.
  shapes: ['assertion'],
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/@ID'],
  apply: (response, { spelling }) => withAttributeAt(response, 'Response', 'ID', spelling === 'empty' ? '' : null),
});
