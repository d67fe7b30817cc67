import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/reference-without-id',
  stage: 'draft',
  summary: 'The signature does not name what it signs: the URI of its Reference is empty or missing.',
  source: {
    title: 'SAML 2.0 Core, References; seen in the messages of dummyidp',
    at: 'saml-core-2.0-os §5.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  options: { uri: ['empty', 'missing'] },
  touches: ['signature'],
  apply: (draft, { uri }) => ({
    ...draft,
    signature: { ...draft.signature, reference: uri === 'empty' ? ('empty' as const) : ('absent' as const) },
  }),
});
