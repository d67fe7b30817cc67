import { defineFault } from '../fault.ts';
import { attributeOf, edited, withAttribute } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/confirmation-recipient',
  stage: 'draft',
  on: 'elements',
  summary: 'The bearer confirmation names no recipient, or an address that only begins like the right one.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage; Response message processing rules',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['missing', 'empty', 'longer'] },
  touches: ['Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@Recipient'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData', (data) => {
      const longer = `${attributeOf(data, 'Recipient') ?? ''}.evil.example`;
      return withAttribute(data, 'Recipient', { missing: null, empty: '', longer }[spelling]);
    }),
});
