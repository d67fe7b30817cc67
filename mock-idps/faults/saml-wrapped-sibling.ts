import { defineFault } from '../fault.ts';
import { elementSpan } from '../saml/locate.ts';

export default defineFault({
  id: 'saml/wrapped-sibling',
  stage: 'wire',
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
  apply(xml, { position }, context) {
    const forged = context.writeAssertion(
      { ...context.draft, ...context.victim(), assertionId: context.newId() },
      { signed: false },
    );
    const { start, end } = elementSpan(xml, 'Assertion');
    const at = position === 'before' ? start : end;
    return xml.slice(0, at) + forged + xml.slice(at);
  },
});
