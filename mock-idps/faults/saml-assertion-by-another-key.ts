import { defineFault } from '../fault.ts';
import { edited } from '../saml/elements.ts';
import { bare, withSignature } from '../saml/enveloped.ts';

export default defineFault({
  id: 'saml/assertion-by-another-key',
  stage: 'wire',
  on: 'elements',
  summary: "The IdP signed the response, but the signature of the assertion inside it is by somebody else's key.",
  source: {
    title: 'SAML 2.0 Profiles, Response Message Processing Rules: any signatures present are verified',
    at: 'saml-profiles-2.0-os §4.1.4.3; italia/spid-sp-test, case 100',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  shapes: ['response', 'both'],
  signature: 'mixed',
  apply(response, _options, context) {
    const { draft, attackerKey: key } = context;
    const mixed = edited(bare(response), 'Response/Assertion', (assertion) =>
      withSignature(bare(assertion), context.signature([bare(assertion)], { ...draft, key }, 'assertion')),
    );
    return withSignature(mixed, context.signature([mixed], draft, 'response'));
  },
});
