import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/foreign-key',
  stage: 'draft',
  summary: "An ID token for the victim, signed with the attacker's key under the name of the right one.",
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  touches: ['signer', 'claims'],
  apply: (draft, _options, context) => ({
    ...asVictim(draft, context),
    signer: { by: 'RS256', key: context.attackerKey.privateKey },
  }),
});
