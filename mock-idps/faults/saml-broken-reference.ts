import { defineFault } from '../fault.ts';
import { attributeOf, childrenNamed, edited, elementAt } from '../saml/elements.ts';
import { withSignature } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';
import { resigned, withNamedStatus } from '../saml/resigned.ts';

export default defineFault({
  id: 'saml/broken-reference',
  stage: 'wire',
  on: 'elements',
  summary:
    'The signature has two References. The one to the status of the response holds; what the other names was rewritten for the victim.',
  source: {
    title: 'XML Signature, Core Validation: every Reference is validated',
    at: 'xmldsig-core §3.2; saml-core-2.0-os §5.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  /** Which Reference comes first. */
  options: { first: ['sound', 'broken'] },
  signature: 'broken',
  apply(response, { first }, context) {
    const named = withNamedStatus(response, context.newId());
    const status = elementAt(named, 'Response/Status');
    const signed = resigned(named, (element, as) =>
      context.signature(first === 'sound' ? [status, element] : [element, status], context.draft, as),
    );
    return edited(signed, 'Response/Assertion', (assertion) =>
      withSignature(
        forgedAssertion(context, attributeOf(assertion, 'ID') ?? undefined),
        ...childrenNamed(assertion, 'Signature'),
      ),
    );
  },
});
