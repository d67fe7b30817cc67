import { defineFault } from '../fault.ts';
import { withAttributeAt } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/confirmation-expiry',
  stage: 'draft',
  on: 'elements',
  summary:
    'The bearer confirmation ended an hour ago, or says of no moment that it ends then; the conditions still hold.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage; Response message processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { end: ['past', 'missing', 'empty', 'malformed'] },
  touches: ['Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotOnOrAfter'],
  apply(response, { end }, { now }) {
    const past = new Date(now - 60 * 60_000).toISOString();
    const ends = { past, missing: null, empty: '', malformed: 'tomorrow' };
    return withAttributeAt(
      response,
      'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData',
      'NotOnOrAfter',
      ends[end],
    );
  },
});
