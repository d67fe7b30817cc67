import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';

const ELSEWHERE = { audience: 'https://other-sp.example/metadata', recipient: 'https://other-sp.example/acs' };

export default defineFault({
  id: 'saml/second-assertion',
  stage: 'wire',
  on: 'elements',
  summary:
    "Beside the signer's own assertion stands one of the victim that the IdP signed as well, but for another service provider.",
  source: {
    title: 'SAML 2.0 Profiles: several assertions speak of one principal, and any that is relied upon is checked',
    at: 'saml-profiles-2.0-os §4.1.4.2, §4.1.4.3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'identity',
  // The IdP did vouch for the victim, though to somebody else.
  grade: 'check-missing',
  shapes: ['assertion'],
  needs: ['victim'],
  /** Where the victim's stands. */
  options: { position: ['after', 'before'] },
  signature: 'valid',
  apply(response, { position }, context) {
    const draft = { ...context.draft, ...context.victim(), ...ELSEWHERE, assertionId: context.newId() };
    const stolen = context.assertion(draft, { signed: true });
    return edited(response, 'Response/Assertion', (own) => (position === 'before' ? [stolen, own] : [own, stolen]));
  },
});
