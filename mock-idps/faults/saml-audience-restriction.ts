import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/audience-restriction',
  stage: 'draft',
  on: 'elements',
  summary: 'The conditions restrict the assertion to no audience, though they say when it is good.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage: an AudienceRestriction',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3; saml-core-2.0-os §2.5.1.4',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/Assertion/Conditions/AudienceRestriction'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Assertion/Conditions/AudienceRestriction', (restriction) =>
      spelling === 'empty' ? withChildren(restriction, []) : null,
    ),
});
