import { defineFault } from '../fault.ts';
import { IdpError } from '../idp-error.ts';
import { withDoctype } from '../saml/prolog.ts';
import { escapeText } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/split-name',
  stage: 'wire',
  summary:
    "The signer's address begins with the victim's, and something that is no text stands where the victim's ends; the signature stays valid.",
  source: {
    title:
      'Comments, CDATA sections and processing instructions that cut signed text short (CVE-2017-11428, CVE-2017-11429, CVE-2025-54369)',
    at: 'GHSA-5p5w-j3g7-w4wv (saml2-js); rack-saml#21; GHSA-m837-g268-mmv7 (node-saml)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  needs: ['victim-as-prefix'],
  // The signature holds: beside an instruction for verifiers that canonicalise it to its data, beside an entity for those that put it in.
  options: {
    by: ['comment', 'cdata', 'processing-instruction', 'entity'],
    in: ['everywhere', 'nameid', 'attributes'],
  },
  signature: 'valid',
  apply(xml, { by, in: where }, context) {
    const signer = context.draft.nameId?.value ?? '';
    const victim = context.victim().nameId?.value ?? '';
    if (!victim || !signer.startsWith(victim) || signer === victim) {
      throw new IdpError(
        'FAULT_DOES_NOT_FIT',
        `The fault "saml/split-name" needs a signer whose NameID is the victim's with something behind it; "${signer}" is not "${victim}" and more.`,
      );
    }
    const rest = signer.slice(victim.length);
    const split = escapeText(victim) + SPLITS[by](rest);
    const written = xml.replace(PLACES[where], (whole, start: string, text: string) =>
      text === escapeText(signer) ? start + split : whole,
    );
    return by === 'entity' ? withDoctype(written, `[<!ENTITY rest "${escapeText(rest)}">]`) : written;
  },
});

const SPLITS = {
  comment: (rest: string) => `<!---->${escapeText(rest)}`,
  cdata: (rest: string) => `<![CDATA[${rest}]]>`,
  'processing-instruction': (rest: string) => `<?rest ${rest}?>`,
  entity: () => '&rest;',
} as const;

/** A start tag, and the text behind it. */
const PLACES = {
  everywhere: /(>)([^<]+)(?=<)/g,
  nameid: /(<(?:\w+:)?NameID(?: [^>]*)?>)([^<]+)(?=<)/g,
  attributes: /(<(?:\w+:)?AttributeValue(?: [^>]*)?>)([^<]+)(?=<)/g,
} as const;
