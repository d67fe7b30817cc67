import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

const SPELLINGS = { missing: null, empty: '', malformed: 'this morning' } as const;

export default defineFault({
  id: 'saml/assertion-issue-instant',
  stage: 'draft',
  on: 'elements',
  summary: 'The assertion does not say when it was issued, or says it in words that are no date.',
  source: {
    title: 'SAML 2.0 Core, IssueInstant of Assertion; Time Values',
    at: 'saml-core-2.0-os §2.3.3, §1.3.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { spelling: ['missing', 'empty', 'malformed'] },
  touches: ['Response/Assertion/@IssueInstant'],
  apply: (response, { spelling }) =>
    withAttributeAt(response, 'Response/Assertion', 'IssueInstant', SPELLINGS[spelling]),
});
