import { defineFault } from '../fault.ts';
import { changedNameId } from '../saml/nameid.ts';

/** The victim's address in another spelling: what is left of `@`, and the rest with it. */
const SPELLINGS = {
  'full-width-letter': (local: string, rest: string) =>
    local.replace(/[a-z]/, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)) + rest,
  'full-width-at': (local: string, rest: string) => local + rest.replace('@', '\uff20'),
  accent: (local: string, rest: string) =>
    local.replace(/[aeiou]/, (letter) => `${letter}\u0301`.normalize('NFC')) + rest,
  'zero-width': (local: string, rest: string) => `${local.slice(0, 1)}\u200b${local.slice(1)}${rest}`,
  cyrillic: (local: string, rest: string) =>
    local.replace(
      /[aeopc]/,
      (letter) => ({ a: '\u0430', e: '\u0435', o: '\u043e', p: '\u0440', c: '\u0441' })[letter] ?? letter,
    ) + rest,
  percent: (local: string, rest: string) => `%${local.charCodeAt(0).toString(16)}${local.slice(1)}${rest}`,
  'html-entity': (local: string, rest: string) => `&#${local.charCodeAt(0)};${local.slice(1)}${rest}`,
  markup: (local: string, rest: string) => `<b></b>${local}${rest}`,
  quotes: (local: string, rest: string) => `'||'${local}${rest}`,
} as const;

export default defineFault({
  id: 'saml/nameid-lookalike',
  stage: 'draft',
  summary:
    "The NameID is another string than the victim's, and becomes it where somebody normalises, decodes or strips.",
  source: {
    title: 'SAML 2.0 Core, string values are compared exactly; homoglyphs of addresses',
    at: 'saml-core-2.0-os §1.3.1; GHSA-7rqj-j65f-68wh (next-auth)',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: {
    spelling: [
      'full-width-letter',
      'full-width-at',
      'accent',
      'zero-width',
      'cyrillic',
      'percent',
      'html-entity',
      'markup',
      'quotes',
    ],
  },
  touches: ['nameId'],
  apply: (draft, { spelling }, context) => changedNameId(draft, context.victim(), SPELLINGS[spelling]),
});
