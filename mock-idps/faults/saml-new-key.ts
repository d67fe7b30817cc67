import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/new-key',
  stage: 'draft',
  summary:
    'The response is signed with the second of the two keys in the metadata, as at the beginning of a roll-over.',
  source: {
    title: 'SAML 2.0 Metadata, KeyDescriptor; service providers that read the first certificate alone',
    at: 'saml-metadata-2.0-os §2.4.1.1; SAML-Toolkits/php-saml#140; FusionAuth/fusionauth-issues#1213',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  needs: ['next-key-published'],
  touches: ['key'],
  apply: (draft, _options, context) => ({ ...draft, key: context.nextKey() }),
});
