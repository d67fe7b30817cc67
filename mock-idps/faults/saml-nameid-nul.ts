import { defineFault } from '../fault.ts';
import { edited, withChildren } from '../saml/elements.ts';
import { NUL } from '../saml/nul.ts';

export default defineFault({
  id: 'saml/nameid-nul',
  stage: 'draft',
  on: 'elements',
  summary:
    "The signer's address begins with the victim's, and a character reference to U+0000 stands where the victim's ends.",
  source: {
    title: 'XML 1.0, Char: no document holds U+0000, not even as a character reference',
    at: 'REC-xml-20081126 §2.2, §4.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  needs: ['victim-as-prefix'],
  touches: ['Response/Assertion/Subject/NameID'],
  apply(response, _options, context) {
    const signer = context.draft.nameId?.value ?? '';
    const victim = context.victim().nameId?.value ?? '';
    if (!victim || !signer.startsWith(victim) || signer === victim)
      throw new RangeError(`"${signer}" is not "${victim}" and more.`);
    return edited(response, 'Response/Assertion/Subject/NameID', (nameId) =>
      withChildren(nameId, [victim, NUL, signer.slice(victim.length)]),
    );
  },
});
