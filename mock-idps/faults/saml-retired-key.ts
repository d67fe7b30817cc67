import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/retired-key',
  stage: 'draft',
  summary:
    "The response is signed with a key of the IdP's that its metadata does not hold, as after an old key was removed.",
  source: {
    title: 'SAML 2.0 Metadata, KeyDescriptor',
    at: 'saml-metadata-2.0-os §2.4.1.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  needs: ['next-key-unpublished'],
  touches: ['key'],
  apply: (draft, _options, context) => ({ ...draft, key: context.nextKey() }),
});
