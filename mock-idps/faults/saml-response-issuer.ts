import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

const OTHER = 'https://other-idp.example/metadata';

export default defineFault({
  id: 'saml/response-issuer',
  stage: 'draft',
  on: 'elements',
  summary: 'The Issuer of the response is another than that of its assertion, or empty.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage',
    at: 'saml-profiles-2.0-os §4.1.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['other', 'empty'] },
  touches: ['Response/Issuer'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Issuer', (issuer) => withChildren(issuer, spelling === 'empty' ? [] : [OTHER])),
});
