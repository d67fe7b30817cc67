import { defineFault } from '../fault.ts';
import { edited, elementAt, sibling } from '../saml/elements.ts';
import { bare, signatureOf, withLast, withSignature } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';

export default defineFault({
  id: 'saml/wrapped-assertion',
  stage: 'wire',
  on: 'elements',
  summary: 'An assertion for the victim stands in the place of the genuine, signed one, which lies in or behind it.',
  source: {
    title: 'On Breaking SAML (USENIX Security 2012): signature wrapping, variants 4, 5, 6 and 8 of SAML Raider',
    at: 'crewjam/saml#338, testdata/TestXswPermutation*; CompassSecurity/SAMLRaider',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  /** Where the genuine assertion lies: variants 4, 5, 6, 8. In the last three its signature stands in the forged one. */
  options: { genuine: ['inside', 'behind', 'in-signature', 'in-object'] },
  signature: 'valid',
  apply(response, { genuine }, context) {
    const assertion = elementAt(response, 'Response/Assertion');
    const signature = signatureOf(assertion);
    const original = bare(assertion);
    const forged = forgedAssertion(context);
    return edited(response, 'Response/Assertion', () => {
      switch (genuine) {
        case 'inside':
          return withLast(forged, assertion);
        case 'behind':
          return [withSignature(forged, signature), original];
        case 'in-signature':
          return withSignature(forged, withLast(signature, original));
        case 'in-object':
          return withSignature(forged, withLast(signature, sibling(signature, 'Object', [], [original])));
      }
    });
  },
});
