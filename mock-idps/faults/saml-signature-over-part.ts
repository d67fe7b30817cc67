import { defineFault } from '../fault.ts';
import { childrenNamed, edited, elementAt, standalone, withAttribute } from '../saml/elements.ts';
import { bare, withExtensions, withSignature } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';
import type { XmlElement } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/signature-over-part',
  stage: 'wire',
  on: 'elements',
  summary: "Everything speaks for the victim, and the IdP's signature covers something beside the point.",
  source: {
    title: 'SAML 2.0 Core, References: a signature names the ID of the assertion or message that it signs',
    at: 'saml-core-2.0-os §5.4.2',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  /**
   * What is signed. `logout-response`: a small message of its own in the extensions, signed as a whole document
   * (`URI=""`); the others carry an ID, and the signature stands where that of the assertion or response would.
   * Where both were signed, the second covers the issuer of the assertion.
   */
  options: { part: ['status', 'issuer', 'conditions', 'logout-response'] },
  signature: 'valid',
  apply(response, { part }, context) {
    const signedPlaces = ['Response', 'Response/Assertion'].filter(
      (path) => childrenNamed(elementAt(response, path), 'Signature').length > 0,
    );
    const forged = edited(bare(response), 'Response/Assertion', () => forgedAssertion(context));
    if (part === 'logout-response') {
      const message = logoutResponse(forged, context.newId());
      const signature = context.signature(
        [message],
        { ...context.draft, signature: { reference: 'empty' } },
        'response',
      );
      return withExtensions(forged, withSignature(message, signature));
    }
    return signedPlaces.reduce((message, place, index) => {
      // Two signatures over one and the same part would be equal, which some verifiers refuse.
      const path = index === 0 ? pathOf(part, place) : `${place}/Issuer`;
      const signed = identified(message, path, context.newId());
      const as = place === 'Response' ? 'response' : 'assertion';
      const signature = context.signature([elementAt(signed, path)], context.draft, as);
      return edited(signed, place, (element) => withSignature(element, signature));
    }, forged);
  },
});

function pathOf(part: 'status' | 'issuer' | 'conditions', place: string): string {
  if (part === 'issuer') return `${place}/Issuer`;
  return part === 'status' ? 'Response/Status' : 'Response/Assertion/Conditions';
}

/** The message in which that part can stand alone and be named. */
function identified(message: XmlElement, path: string, id: string): XmlElement {
  const above = path.split('/').slice(0, -1);
  const around = above.map((_, depth) => elementAt(message, above.slice(0, depth + 1).join('/')));
  return edited(message, path, (part) => withAttribute(standalone(part, ...around), 'ID', id));
}

/** What anybody gets who signs out: the response without its assertion, under another name. */
const logoutResponse = (response: XmlElement, id: string): XmlElement => ({
  ...edited(withAttribute(response, 'ID', id), 'Response/Assertion', () => null),
  name: response.name.replace('Response', 'LogoutResponse'),
});
