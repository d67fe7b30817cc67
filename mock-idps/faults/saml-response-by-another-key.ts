import { defineFault } from '../fault.ts';
import { bare, withLast, withSignature } from '../saml/enveloped.ts';

export default defineFault({
  id: 'saml/response-by-another-key',
  stage: 'wire',
  on: 'elements',
  summary: "The IdP signed the assertion, but the response around it carries a signature by somebody else's key.",
  source: {
    title: 'SAML 2.0 Profiles, Response Message Processing Rules: any signatures present are verified',
    at: 'saml-profiles-2.0-os §4.1.4.3; Flowfin/jellyfin-plugin-sso#441',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  shapes: ['assertion', 'both'],
  /** `at-the-end`: not behind the Issuer, where the schema has it, but behind everything else. */
  options: { place: ['behind-issuer', 'at-the-end'] },
  signature: 'mixed',
  apply(response, { place }, context) {
    const unsigned = bare(response);
    const draft = { ...context.draft, key: context.attackerKey };
    const foreign = context.signature([unsigned], draft, 'response');
    return place === 'behind-issuer' ? withSignature(unsigned, foreign) : withLast(unsigned, foreign);
  },
});
