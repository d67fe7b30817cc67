import { defineFault } from '../fault.ts';
import { withDoctype } from '../saml/prolog.ts';

/** Ten of ten of ten of ten. */
const LEVELS = 4;

export default defineFault({
  id: 'saml/entity-expansion',
  stage: 'wire',
  summary: 'Entities that name one another come to ten thousand when a parser puts them in. All of them are empty.',
  source: {
    title: 'XML entity expansion ("billion laughs")',
    at: 'CWE-776',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // A parser that does not put them in has other text than was signed.
  signature: 'broken',
  apply(xml) {
    const levels = Array.from(
      { length: LEVELS },
      (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
    );
    const declared = withDoctype(xml, `[<!ENTITY e0 "">${levels.join('')}]`);
    return declared.replace(/<\/((?:\w+:)?NameID)>/, `&e${LEVELS};</$1>`);
  },
});
