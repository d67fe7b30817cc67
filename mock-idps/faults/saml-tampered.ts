import { defineFault } from '../fault.ts';
import { escapeText } from '../saml/xml.ts';

/** What a service provider may take the address from. */
const NAMES_THE_PERSON = ['email', 'upn', 'username'];

export default defineFault({
  id: 'saml/tampered',
  stage: 'wire',
  summary:
    "A genuinely signed response in which the signer's NameID and addresses were replaced by the victim's afterwards.",
  source: {
    title: 'SAML 2.0 Core, SAML and XML Signature',
    at: 'saml-core-2.0-os §5',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  signature: 'broken',
  apply(xml, _options, context) {
    const { nameId, attributes } = context.victim();
    const swaps = new Map<string, string>();
    for (const { name, about, values } of context.draft.attributes) {
      const forged = attributes.find((attribute) => attribute.name === name)?.values[0];
      const [value] = values;
      if (about && NAMES_THE_PERSON.includes(about) && value && forged)
        swaps.set(escapeText(value), escapeText(forged));
    }
    if (context.draft.nameId && nameId) swaps.set(escapeText(context.draft.nameId.value), escapeText(nameId.value));
    return xml.replace(/>([^<]+)</g, (whole, text: string) => (swaps.has(text) ? `>${swaps.get(text)}<` : whole));
  },
});
