import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/nameid-empty',
  stage: 'draft',
  on: 'elements',
  summary: 'The NameID is there and holds nothing.',
  source: {
    title: 'SAML 2.0 Core, NameIDType',
    at: 'saml-core-2.0-os §2.2.2, §2.2.3, §1.3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  touches: ['Response/Assertion/Subject/NameID'],
  apply: (response) => edited(response, 'Response/Assertion/Subject/NameID', (nameId) => withChildren(nameId, [])),
});
