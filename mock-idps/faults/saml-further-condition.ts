import { defineFault } from '../fault.ts';
import { edited, sibling, withChildren } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/further-condition',
  stage: 'draft',
  on: 'elements',
  summary: 'The conditions hold one of the other two that SAML 2.0 knows: OneTimeUse, or ProxyRestriction.',
  source: {
    title: 'SAML 2.0 Core, OneTimeUse; ProxyRestriction',
    at: 'saml-core-2.0-os §2.5.1.5, §2.5.1.6',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  options: { condition: ['one-time-use', 'proxy-restriction'] },
  touches: ['Response/Assertion/Conditions'],
  apply: (response, { condition }) =>
    edited(response, 'Response/Assertion/Conditions', (conditions) =>
      withChildren(conditions, [
        ...conditions.children,
        condition === 'one-time-use'
          ? sibling(conditions, 'OneTimeUse')
          : sibling(conditions, 'ProxyRestriction', [['Count', '0']]),
      ]),
    ),
});
