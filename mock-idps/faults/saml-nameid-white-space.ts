import { defineFault } from '../fault.ts';
import { changedNameId } from '../saml/nameid.ts';

const PLACES = {
  behind: (local: string, rest: string) => `${local}${rest} `,
  'in-front': (local: string, rest: string) => ` ${local}${rest}`,
  'line-break': (local: string, rest: string) => `${local}${rest}\n`,
  indented: (local: string, rest: string) => `\n    ${local}${rest}\n  `,
  'no-break-space': (local: string, rest: string) => `${local}${rest}\u00a0`,
} as const;

export default defineFault({
  id: 'saml/nameid-white-space',
  stage: 'draft',
  summary: "The NameID is the victim's with white space around it.",
  source: {
    title: 'SAML 2.0 Core, string values are not trimmed',
    at: 'saml-core-2.0-os §1.3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  // Whether white space around an address makes it another one is for the application to say.
  expect: 'defined',
  harm: 'identity',
  grade: 'hygiene',
  needs: ['victim'],
  options: { place: ['behind', 'in-front', 'line-break', 'indented', 'no-break-space'] },
  touches: ['nameId'],
  apply: (draft, { place }, context) => changedNameId(draft, context.victim(), PLACES[place]),
});
