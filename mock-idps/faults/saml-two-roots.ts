import { defineFault, type SamlFaultContext } from '../fault.ts';
import { edited, withAttribute } from '../saml/elements.ts';
import { withSignature } from '../saml/enveloped.ts';
import { write, type XmlElement } from '../saml/xml.ts';

const FAILURE = 'urn:oasis:names:tc:SAML:2.0:status:Responder';

export default defineFault({
  id: 'saml/two-roots',
  stage: 'wire',
  summary: 'Two responses in a row: one that the IdP signed, and an unsigned one for the victim.',
  source: {
    title:
      'Several root elements taken for a document: node-saml (CVE-2022-39300), passport-saml (CVE-2022-39299), xmldom (CVE-2022-39353)',
    at: 'GHSA-5p8w-2mvw-38pv; GHSA-m974-647v-whv7; GHSA-crh6-fp67-6883',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  needs: ['victim'],
  /** Which comes first. `failure`: what the IdP signed is that it could not sign anybody in, and it comes first. */
  options: { first: ['forged', 'genuine', 'failure'] },
  signature: 'valid',
  apply(xml, { first }, context) {
    const { draft } = context;
    const [declaration = ''] = /^<\?xml[^?]*\?>/.exec(xml) ?? [];
    const genuine = xml.slice(declaration.length);
    const ids = { responseId: context.newId(), assertionId: context.newId() };
    const forged = write(context.response({ ...draft, ...context.victim(), ...ids, sign: 'none' })).wire;
    switch (first) {
      case 'forged':
        return declaration + forged + genuine;
      case 'genuine':
        return declaration + genuine + forged;
      case 'failure':
        return declaration + write(signedFailure(context)).wire + forged;
    }
  },
});

/** A signed answer that says no: anybody can get one. */
function signedFailure(context: SamlFaultContext): XmlElement {
  const { draft } = context;
  const whole = context.response({ ...draft, sign: 'none' });
  const withoutAssertion = edited(whole, 'Response/Assertion', () => null);
  const failed = edited(withoutAssertion, 'Response/Status/StatusCode', (code) =>
    withAttribute(code, 'Value', FAILURE),
  );
  return withSignature(failed, context.signature([failed], draft, 'response'));
}
