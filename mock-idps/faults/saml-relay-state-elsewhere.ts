import { defineFault } from '../fault.ts';
import { withRelayState } from '../saml/delivery.ts';

const VALUES = {
  https: 'https://evil.test/relay-state',
  'scheme-relative': '//evil.test/relay-state',
  backslash: '/\\evil.test/relay-state',
  tab: '/\t/evil.test/relay-state',
  javascript: 'javascript:location="https://evil.test/relay-state"',
  'line-break': '/\r\nSet-Cookie: jitmus_injected=evil.test\r\nLocation: https://evil.test/relay-state',
} as const;

export default defineFault({
  id: 'saml/relay-state-elsewhere',
  stage: 'delivery',
  summary: "The RelayState leads to another site than the service provider's.",
  source: {
    title: 'SAML 2.0 Bindings, use of RelayState, with erratum E90',
    at: 'saml-bindings-2.0-os §3.1.1, §3.5.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'identity',
  grade: 'check-missing',
  options: { value: ['https', 'scheme-relative', 'backslash', 'tab', 'javascript', 'line-break'] },
  apply: (deliveries, { value }) => deliveries.map((plan) => withRelayState(plan, VALUES[value])),
});
