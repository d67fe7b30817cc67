import { defineFault } from '../fault.ts';
import { attributeOf, edited, elementAt } from '../saml/elements.ts';
import { withExtensions } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';

export default defineFault({
  id: 'saml/wrapped-sibling',
  stage: 'wire',
  on: 'elements',
  summary: 'Beside the genuine, signed assertion stands an unsigned one for the victim.',
  source: {
    title: 'On Breaking SAML (USENIX Security 2012): signature wrapping, variants 3 and 7 of SAML Raider',
    at: 'crewjam/saml#338, testdata/TestXswPermutation*; italia/spid-php-lib#156; CVE-2022-41912',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  // Anything put beside the assertion breaks a signature over the whole response.
  shapes: ['assertion'],
  needs: ['victim'],
  /** `id`: `same` gives the forged assertion the ID that the signature names. */
  options: { position: ['before', 'after', 'in-extensions'], id: ['new', 'same'] },
  signature: 'valid',
  apply(response, { position, id }, context) {
    const assertion = elementAt(response, 'Response/Assertion');
    const forged = forgedAssertion(context, (id === 'same' && attributeOf(assertion, 'ID')) || context.newId());
    if (position === 'in-extensions') return withExtensions(response, forged);
    return edited(response, 'Response/Assertion', (genuine) =>
      position === 'before' ? [forged, genuine] : [genuine, forged],
    );
  },
});
