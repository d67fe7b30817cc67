import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

export default defineFault({
  id: 'saml/wrapped-sibling',
  stage: 'wire',
  on: 'elements',
  summary: 'Beside the genuine, signed assertion stands an unsigned one for the victim.',
  source: {
    title: 'On Breaking SAML (USENIX Security 2012): signature wrapping, variant 3',
    at: 'crewjam/saml#338, testdata/TestXswPermutation*',
    basis: 'issue',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  // Anything put beside the assertion breaks a signature over the whole response.
  shapes: ['assertion'],
  needs: ['victim'],
  options: { position: ['before', 'after'] },
  signature: 'valid',
  apply(response, { position }, context) {
    const victim = { ...context.draft, ...context.victim(), assertionId: context.newId() };
    const forged = context.assertion(victim, { signed: false });
    return edited(response, 'Response/Assertion', (genuine) =>
      position === 'before' ? [forged, genuine] : [genuine, forged],
    );
  },
});
