import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/nameid-twice',
  stage: 'draft',
  on: 'elements',
  summary: "The subject has two NameIDs: the signer's and the victim's.",
  source: {
    title: 'SAML 2.0 Core, Subject: one identifier',
    at: 'saml-core-2.0-os §2.4.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['victim'],
  options: { victim: ['second', 'first'] },
  touches: ['Response/Assertion/Subject/NameID'],
  apply: (response, { victim }, context) =>
    edited(response, 'Response/Assertion/Subject/NameID', (nameId) => {
      const other = withChildren(nameId, [context.victim().nameId?.value ?? '']);
      return victim === 'first' ? [other, nameId] : [nameId, other];
    }),
});
