import { defineFault } from '../fault.ts';
import { edited, withAttribute } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/confirmation-not-before',
  stage: 'draft',
  on: 'elements',
  summary: 'The bearer confirmation has a NotBefore, which none may have: an hour ahead, or an hour ago.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage; Core, SubjectConfirmationData',
    at: 'saml-profiles-2.0-os §4.1.4.2; saml-core-2.0-os §2.4.1.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { start: ['future', 'past'] },
  touches: [
    'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotBefore',
    'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotOnOrAfter',
  ],
  apply(response, { start }, { now }) {
    const hour = 60 * 60_000;
    const moment = new Date(start === 'future' ? now + hour : now - hour).toISOString();
    return edited(response, 'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData', (data) => {
      // A window that ends before it begins would be wrong in another way too.
      const lasting =
        start === 'future' ? withAttribute(data, 'NotOnOrAfter', new Date(now + 2 * hour).toISOString()) : data;
      return withAttribute(lasting, 'NotBefore', moment);
    });
  },
});
