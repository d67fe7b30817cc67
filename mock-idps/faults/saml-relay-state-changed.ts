import { defineFault } from '../fault.ts';
import { withRelayState } from '../saml/delivery.ts';

const VALUES = {
  unknown: 'another-relay-state',
  // One byte more than the binding allows.
  long: 'r'.repeat(81),
  huge: 'r'.repeat(10_000),
  markup: `"><script>alert(1)</script>`,
} as const;

export default defineFault({
  id: 'saml/relay-state-changed',
  stage: 'delivery',
  summary: 'Another RelayState than the service provider sent comes back.',
  source: {
    title: 'SAML 2.0 Bindings, RelayState of HTTP POST',
    at: 'saml-bindings-2.0-os §3.5.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'identity',
  grade: 'hygiene',
  options: { value: ['unknown', 'long', 'huge', 'markup'] },
  apply: (deliveries, { value }) => deliveries.map((plan) => withRelayState(plan, VALUES[value])),
});
