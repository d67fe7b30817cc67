import { defineFault } from '../fault.ts';
import { edited, sibling } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/further-audience',
  stage: 'draft',
  on: 'elements',
  summary: 'The restriction names another audience beside the service provider.',
  source: {
    title: 'SAML 2.0 Core, AudienceRestriction: one of its audiences is enough',
    at: 'saml-core-2.0-os §2.5.1.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  options: { position: ['before', 'after'] },
  touches: ['Response/Assertion/Conditions/AudienceRestriction/Audience'],
  apply: (response, { position }) =>
    edited(response, 'Response/Assertion/Conditions/AudienceRestriction/Audience', (ours) => {
      const other = sibling(ours, 'Audience', [], ['https://other-sp.example/metadata']);
      return position === 'before' ? [other, ours] : [ours, other];
    }),
});
