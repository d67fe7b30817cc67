import { defineFault } from '../fault.ts';
import { edited, sibling } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/further-confirmation',
  stage: 'draft',
  on: 'elements',
  summary: 'Beside the bearer confirmation stands one of another method.',
  source: {
    title: 'SAML 2.0 Core, Subject: any one of several confirmations is enough',
    at: 'saml-core-2.0-os §2.4.1; saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  options: { position: ['before', 'after'] },
  touches: ['Response/Assertion/Subject/SubjectConfirmation'],
  apply: (response, { position }) =>
    edited(response, 'Response/Assertion/Subject/SubjectConfirmation', (bearer) => {
      const other = sibling(bearer, 'SubjectConfirmation', [
        ['Method', 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches'],
      ]);
      return position === 'before' ? [other, bearer] : [bearer, other];
    }),
});
