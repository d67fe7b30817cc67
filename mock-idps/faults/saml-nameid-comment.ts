import { defineFault } from '../fault.ts';
import { IdpError } from '../idp-error.ts';
import { escapeText } from '../saml/xml.ts';

export default defineFault({
  id: 'saml/nameid-comment',
  stage: 'wire',
  summary:
    "The signer's address begins with the victim's, and a comment stands where the victim's ends; the signature stays valid.",
  source: {
    title: 'Comments cut signed text short (CVE-2017-11428, CVE-2017-11429)',
    at: 'GHSA-5p5w-j3g7-w4wv (saml2-js); rack-saml#21',
    basis: 'issue',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'identity',
  grade: 'bypass',
  needs: ['victim-as-prefix'],
  signature: 'valid',
  apply(xml, _options, context) {
    const signer = context.draft.nameId?.value ?? '';
    const victim = context.victim().nameId?.value ?? '';
    if (!victim || !signer.startsWith(victim) || signer === victim) {
      throw new IdpError(
        'FAULT_DOES_NOT_FIT',
        `The fault "saml/nameid-comment" needs a signer whose NameID is the victim's with something behind it; "${signer}" is not "${victim}" and more.`,
      );
    }
    const whole = escapeText(signer);
    const split = `${escapeText(victim)}<!---->${escapeText(signer.slice(victim.length))}`;
    return xml.replaceAll(`>${whole}<`, () => `>${split}<`);
  },
});
