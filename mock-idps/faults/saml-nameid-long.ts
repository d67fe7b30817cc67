import { defineFault } from '../fault.ts';
import { changedNameId } from '../saml/nameid.ts';

export default defineFault({
  id: 'saml/nameid-long',
  stage: 'draft',
  summary: "The NameID is longer than any address: the victim's behind hundreds of other characters.",
  source: {
    title: 'SAML 2.0 Core, name identifiers of at most 256 characters; RFC 5321 §4.5.3.1',
    at: 'saml-core-2.0-os §8.3.7',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { characters: 300 },
  touches: ['nameId'],
  apply: (draft, { characters }, context) =>
    changedNameId(draft, context.victim(), (local, rest) => 'x'.repeat(Math.ceil(characters)) + local + rest),
});
