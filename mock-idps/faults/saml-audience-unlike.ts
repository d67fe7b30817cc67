import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/audience-unlike',
  stage: 'draft',
  on: 'elements',
  summary: 'The audience is empty, or a name that only begins like the right one.',
  source: {
    title: 'SAML 2.0 Core, AudienceRestriction',
    at: 'saml-core-2.0-os §2.5.1.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['longer', 'empty'] },
  touches: ['Response/Assertion/Conditions/AudienceRestriction/Audience'],
  apply: (response, { spelling }, { draft }) =>
    edited(response, 'Response/Assertion/Conditions/AudienceRestriction/Audience', (audience) =>
      withChildren(audience, spelling === 'longer' ? [`${draft.audience}.evil.example`] : []),
    ),
});
