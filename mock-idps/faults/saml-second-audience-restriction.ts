import { defineFault } from '../fault.ts';
import { edited, sibling } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/second-audience-restriction',
  stage: 'draft',
  on: 'elements',
  summary: 'The assertion is restricted twice, and only one of the restrictions names the service provider.',
  source: {
    title: 'SAML 2.0 Core, AudienceRestriction: every one of several has to hold',
    at: 'saml-core-2.0-os §2.5.1.4; jellyfin-plugin-sso#441',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  options: { other: ['last', 'first'] },
  touches: ['Response/Assertion/Conditions/AudienceRestriction'],
  apply: (response, { other }) =>
    edited(response, 'Response/Assertion/Conditions/AudienceRestriction', (ours) => {
      const audience = sibling(ours, 'Audience', [], ['https://other-sp.example/metadata']);
      const another = sibling(ours, 'AudienceRestriction', [], [audience]);
      return other === 'first' ? [another, ours] : [ours, another];
    }),
});
