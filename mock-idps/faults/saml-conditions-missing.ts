import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/conditions-missing',
  stage: 'draft',
  on: 'elements',
  summary: 'The assertion has no Conditions, or Conditions that ask for nothing: it is good for everybody.',
  source: {
    title: 'SAML 2.0 Profiles, Response usage: an AudienceRestriction',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { spelling: ['missing', 'empty'] },
  touches: ['Response/Assertion/Conditions'],
  apply: (response, { spelling }) =>
    edited(response, 'Response/Assertion/Conditions', (conditions) =>
      spelling === 'empty' ? { ...conditions, attributes: [], children: [] } : null,
    ),
});
