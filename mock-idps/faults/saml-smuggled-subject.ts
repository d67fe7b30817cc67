import { defineFault } from '../fault.ts';
import { edited, elementAt, elementsAt, sibling, standalone } from '../saml/elements.ts';
import { bare, signatureOf, withExtensions, withLast, withSignature } from '../saml/enveloped.ts';
import { forgedAssertion } from '../saml/forged.ts';

export default defineFault({
  id: 'saml/smuggled-subject',
  stage: 'wire',
  on: 'elements',
  summary:
    "A subject and attributes of the victim, groups included, lie loose in a part of the message that the assertion's signature does not cover.",
  source: {
    title:
      'Unsigned content read after a valid signature: passport-wsfed-saml2 (CVE-2025-46573), node-saml (CVE-2025-54369, CVE-2025-54419)',
    at: 'GHSA-8gqj-226h-gm8r; GHSA-m837-g268-mmv7; GHSA-4mxg-3p6v-xgq3',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  // The signature of a whole response covers all of these places but its own.
  shapes: ['assertion'],
  needs: ['victim'],
  /**
   * `in-signature`: the enveloped-signature transform takes a signature out before the digest, with all that lies in it.
   * `in-signature-at-end`: there too, moved behind everything else, so that it comes last.
   */
  options: { place: ['in-extensions', 'before-assertion', 'in-signature', 'in-signature-at-end'] },
  signature: 'valid',
  apply(response, { place }, context) {
    const forged = forgedAssertion(context);
    const loose = ['Subject', 'AttributeStatement']
      .flatMap((name) => elementsAt(forged, `Assertion/${name}`))
      .map((part) => standalone(part, forged));
    if (place === 'in-extensions') return withExtensions(response, ...loose);
    if (place === 'before-assertion')
      return edited(response, 'Response/Assertion', (assertion) => [...loose, assertion]);
    const assertion = elementAt(response, 'Response/Assertion');
    const signature = signatureOf(assertion);
    const laden = withLast(signature, sibling(signature, 'Object', [], loose));
    return edited(response, 'Response/Assertion', () =>
      place === 'in-signature' ? withSignature(bare(assertion), laden) : withLast(bare(assertion), laden),
    );
  },
});
