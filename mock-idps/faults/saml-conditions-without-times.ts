import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/conditions-without-times',
  stage: 'draft',
  summary: 'The conditions name an audience and no times; the confirmation alone says how long the assertion is good.',
  source: {
    title: 'SAML 2.0 Core, Conditions: NotBefore and NotOnOrAfter are optional',
    at: 'saml-core-2.0-os §2.5.1, §2.5.1.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  touches: ['notBefore', 'notOnOrAfter'],
  apply: (draft) => ({ ...draft, notBefore: null, notOnOrAfter: null }),
});
