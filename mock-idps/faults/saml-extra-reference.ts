import { defineFault } from '../fault.ts';
import { elementAt } from '../saml/elements.ts';
import { resigned, withNamedStatus } from '../saml/resigned.ts';

export default defineFault({
  id: 'saml/extra-reference',
  stage: 'wire',
  on: 'elements',
  summary: 'The signature has a second Reference, to the status of the response; both hold.',
  source: {
    title: 'SAML 2.0 Core, References: there is a single one',
    at: 'saml-core-2.0-os §5.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  /** Which Reference comes first. */
  options: { first: ['extra', 'own'] },
  signature: 'valid',
  apply(response, { first }, context) {
    const named = withNamedStatus(response, context.newId());
    const status = elementAt(named, 'Response/Status');
    return resigned(named, (element, as) =>
      context.signature(first === 'extra' ? [status, element] : [element, status], context.draft, as),
    );
  },
});
