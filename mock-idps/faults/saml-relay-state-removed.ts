import { defineFault } from '../fault.ts';
import { withRelayState } from '../saml/delivery.ts';

export default defineFault({
  id: 'saml/relay-state-removed',
  stage: 'delivery',
  summary: 'The RelayState that the service provider sent does not come back.',
  source: {
    title: 'SAML 2.0 Bindings, RelayState of HTTP POST; sign-ins that lost it',
    at: 'saml-bindings-2.0-os §3.5.3; testplanit#407',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'identity',
  grade: 'hygiene',
  apply: (deliveries) => deliveries.map((plan) => withRelayState(plan, null)),
});
