import { defineFault } from '../fault.ts';
import type { XmlElement } from '../saml/xml.ts';

const XSLT = 'http://www.w3.org/1999/XSL/Transform';

export default defineFault({
  id: 'saml/stylesheet-transform',
  stage: 'draft',
  summary: 'A transform of the signature is a stylesheet that fetches a document. Its result is what it was given.',
  source: {
    title: 'SAML 2.0 Core, Transforms; XSLT run before the signature was verified (CVE-2021-39171)',
    at: 'saml-core-2.0-os §5.4.4; GHSA-5379-r78w-42h2 (passport-saml)',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  touches: ['signature'],
  apply: (draft, _options, context) => ({
    ...draft,
    signature: {
      ...draft.signature,
      transforms: [
        { algorithm: 'http://www.w3.org/TR/1999/REC-xslt-19991116', children: [fetching(context.canary('document'))] },
      ],
    },
  }),
});

/** Copies everything, and takes nothing out of the document that it fetches. */
const fetching = (url: string): XmlElement =>
  element('stylesheet', { version: '1.0', 'xmlns:xsl': XSLT }, [
    element('template', { match: '/' }, [
      element('copy-of', { select: `document('${url}')/nothing` }),
      element('copy-of', { select: '.' }),
    ]),
  ]);

const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: XmlElement['children'] = [],
): XmlElement => ({ name: `xsl:${name}`, attributes: Object.entries(attributes), children });
