import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

const SPELLINGS = { missing: null, empty: '', malformed: 'this morning' } as const;

export default defineFault({
  id: 'saml/response-issue-instant',
  stage: 'draft',
  on: 'elements',
  summary: 'The response does not say when it was issued, or says it in words that are no date.',
  source: {
    title: 'SAML 2.0 Core, IssueInstant of StatusResponseType; Time Values',
    at: 'saml-core-2.0-os §3.2.2, §1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { spelling: ['missing', 'empty', 'malformed'] },
  touches: ['Response/@IssueInstant'],
  apply: (response, { spelling }) => withAttributeAt(response, 'Response', 'IssueInstant', SPELLINGS[spelling]),
});
