import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/keys-unavailable',
  stage: 'draft',
  scope: 'target',
  summary:
    "An ID token for the victim, signed with the attacker's key, at a time when the JWK Set is empty or cannot be had.",
  source: {
    title: 'OpenID Connect Core 1.0, ID Token Validation',
    at: 'openid-connect-core-1_0 §3.1.3.7, 6',
    basis: 'specification',
    checked: '2026-11-25',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { form: ['empty', 'error', 'cut-off'] },
  touches: ['signer', 'claims', 'header.kid', 'header.x5t'],
  apply(draft, { form }, context) {
    context.spoilKeys(form);
    const { kid, x5t } = context.attackerJwk;
    return withHeader(
      { ...asVictim(draft, context), signer: { by: 'RS256', key: context.attackerKey.privateKey } },
      { kid, ...(draft.header.x5t !== undefined && { x5t }) },
    );
  },
});
