import { defineFault } from '../fault.ts';

const ADDRESSES = ['email', 'upn', 'username'];

export default defineFault({
  id: 'saml/missing-nameid',
  stage: 'draft',
  summary: 'The assertion names nobody: it has no NameID, and no attribute holds an address.',
  source: {
    title: 'SAML 2.0 Core, Subject',
    at: 'saml-core-2.0-os §2.4.1',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { attributes: ['without-addresses', 'all'] },
  touches: ['nameId', 'attributes'],
  apply: (draft, { attributes }) => ({
    ...draft,
    nameId: null,
    attributes:
      attributes === 'all'
        ? draft.attributes
        : draft.attributes.filter(({ about }) => !about || !ADDRESSES.includes(about)),
  }),
});
