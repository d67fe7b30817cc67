import { defineFault } from '../fault.ts';
import { childrenNamed, edited, sibling, withAttribute } from '../saml/elements.ts';
import { bare, signatureOf, withExtensions, withLast, withSignature } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';

export default defineFault({
  id: 'saml/wrapped-response',
  stage: 'wire',
  on: 'elements',
  summary: 'A response for the victim carries the signature of the genuine one, which lies wrapped inside it.',
  source: {
    title: 'On Breaking SAML (USENIX Security 2012): signature wrapping, variants 1 and 2 of SAML Raider',
    at: 'crewjam/saml#338; CompassSecurity/SAMLRaider',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['response', 'both'],
  needs: ['victim'],
  /** Where the genuine response lies: the first two are variants 1 and 2. */
  options: { genuine: ['in-signature', 'before-signature', 'in-object', 'in-extensions'] },
  signature: 'valid',
  apply(response, { genuine }, context) {
    const signature = signatureOf(response);
    const original = bare(response);
    const forged = edited(withAttribute(original, 'ID', context.newId()), 'Response/Assertion', (assertion) =>
      // Where both were signed, a product may look for a signature in the assertion as well.
      withSignature(forgedAssertion(context), ...childrenNamed(assertion, 'Signature')),
    );
    switch (genuine) {
      case 'in-signature':
        return withSignature(forged, withLast(signature, original));
      case 'before-signature':
        return withSignature(forged, original, signature);
      case 'in-object':
        return withSignature(forged, withLast(signature, sibling(signature, 'Object', [], [original])));
      case 'in-extensions':
        return withExtensions(withSignature(forged, signature), original);
    }
  },
});
