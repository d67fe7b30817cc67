import { defineFault } from '../fault.ts';
import { withDoctype } from '../saml/prolog.ts';

export default defineFault({
  id: 'saml/external-entity',
  stage: 'wire',
  summary: 'A document type declaration names something outside the message, which a careless parser reads.',
  source: {
    title: 'OWASP XML External Entity Prevention Cheat Sheet; external entities in SAML messages',
    at: 'XML 1.0 §4.2.2, §4.4.3',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'hygiene',
  // What is read is empty, so that the signature holds for those who read it. `file`: of the machine that runs the service provider.
  options: { kind: ['general', 'parameter', 'external-subset', 'file'] },
  signature: 'broken',
  apply(xml, { kind }, context) {
    const url = context.canary('nothing');
    if (kind === 'external-subset') return withDoctype(xml, `SYSTEM "${url}"`);
    if (kind === 'parameter') return withDoctype(xml, `[<!ENTITY % outside SYSTEM "${url}"> %outside;]`);
    const declared = withDoctype(xml, `[<!ENTITY outside SYSTEM "${kind === 'file' ? 'file:///dev/null' : url}">]`);
    return declared.replace(/<\/((?:\w+:)?NameID)>/, '&outside;</$1>');
  },
});
