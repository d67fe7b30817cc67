import { defineFault } from '../fault.ts';
import { edited, isElement } from '../saml/elements.ts';
import { NS } from '../saml/names.ts';
import type { XmlElement } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/namespace-confusion',
  stage: 'wire',
  on: 'elements',
  summary:
    'Before the genuine assertion stands one for the victim in a namespace that is not that of SAML assertions, but looks like it.',
  source: {
    title: 'Elements told by their local name, or by a namespace that is read differently (CVE-2025-25292)',
    at: 'GHSA-754f-8gm6-c4r2 (ruby-saml); SAML-Toolkits/ruby-saml#753',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  shapes: ['assertion'],
  needs: ['victim'],
  options: { namespace: ['of-saml-1', 'with-space', 'in-capitals'] },
  signature: 'valid',
  apply(response, { namespace }, context) {
    const draft = { ...context.draft, ...context.victim(), assertionId: context.newId() };
    const forged = context.assertion(draft, { signed: false });
    return edited(response, 'Response/Assertion', (genuine) => [renamed(forged, NAMESPACES[namespace]), genuine]);
  },
});

const NAMESPACES = {
  'of-saml-1': 'urn:oasis:names:tc:SAML:1.0:assertion',
  'with-space': `${NS.assertion} `,
  'in-capitals': NS.assertion.toUpperCase(),
} as const;

const renamed = (element: XmlElement, namespace: string): XmlElement => ({
  ...element,
  attributes: element.attributes.map(([name, value]) => [name, value === NS.assertion ? namespace : value] as const),
  children: element.children.map((child) => (isElement(child) ? renamed(child, namespace) : child)),
});
