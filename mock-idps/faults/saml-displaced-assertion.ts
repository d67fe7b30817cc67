import { defineFault } from '../fault.ts';
import { edited, elementAt, sibling } from '../saml/elements.ts';
import { withExtensions, withLast } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';

export default defineFault({
  id: 'saml/displaced-assertion',
  stage: 'wire',
  on: 'elements',
  summary:
    'The genuine, signed assertion was moved as a whole to where the schema allows anything; an unsigned one for the victim took its place.',
  source: {
    title: 'SAML 2.0 Core, Extensions, StatusDetail and Advice: their content is not what the message says',
    at: 'saml-core-2.0-os §2.6, §3.2.2.4, §3.2.2; how other wrapping forms are built: crewjam/saml#338',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  options: { genuine: ['in-extensions', 'in-status-detail', 'in-advice'] },
  signature: 'valid',
  apply(response, { genuine }, context) {
    const assertion = elementAt(response, 'Response/Assertion');
    const forged = edited(response, 'Response/Assertion', () => forgedAssertion(context));
    switch (genuine) {
      case 'in-extensions':
        return withExtensions(forged, assertion);
      case 'in-status-detail':
        return edited(forged, 'Response/Status', (status) =>
          withLast(status, sibling(status, 'StatusDetail', [], [assertion])),
        );
      case 'in-advice':
        return edited(forged, 'Response/Assertion/Conditions', (conditions) => [
          conditions,
          sibling(conditions, 'Advice', [], [assertion]),
        ]);
    }
  },
});
