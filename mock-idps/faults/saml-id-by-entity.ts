import { defineFault } from '../fault.ts';
import { withDoctype } from '../saml/prolog.ts';
import { write } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/id-by-entity',
  stage: 'wire',
  summary:
    'Before the genuine assertion stands one for the victim with the same ID, spelt so that not every look-up finds it the same.',
  source: {
    title: 'An ID whose value is an entity, looked up differently by verifier and reader',
    at: 'CVE-2025-23369 (GitHub Enterprise Server)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  options: { spelling: ['entity', 'character-reference'] },
  signature: 'valid',
  apply(xml, { spelling }, context) {
    const { draft } = context;
    const { assertionId } = draft;
    const forged = write(context.assertion({ ...draft, ...context.victim() }, { signed: false })).wire;
    const code = `&#${assertionId.charCodeAt(0)};`;
    const id = spelling === 'entity' ? '&id;' : code + assertionId.slice(1);
    const both = xml.replace(
      /<(?:\w+:)?Assertion[ >]/,
      (start) => forged.replace(`"${assertionId}"`, `"${id}"`) + start,
    );
    return spelling === 'entity' ? withDoctype(both, `[<!ENTITY id "${assertionId}">]`) : both;
  },
});
