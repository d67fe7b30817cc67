import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/reference-uri',
  stage: 'draft',
  summary: 'The Reference does not name the element that is signed: its URI is empty or missing.',
  source: {
    title: 'SAML 2.0 Core, References',
    at: 'saml-core-2.0-os §5.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { uri: ['empty', 'absent'] },
  touches: ['signature'],
  apply: (draft, { uri }) => ({ ...draft, signature: { ...draft.signature, reference: uri } }),
});
