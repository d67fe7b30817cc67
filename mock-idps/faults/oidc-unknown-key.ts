import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/unknown-key',
  stage: 'draft',
  summary: "An ID token for the victim, signed with the attacker's key, whose name no JWK Set knows.",
  source: {
    title: 'OpenID Connect Core 1.0, Rotation of Asymmetric Signing Keys',
    at: 'openid-connect-core-1_0 §10.1.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { kid: 'a-key-that-nobody-published' },
  touches: ['signer', 'claims', 'header.kid'],
  apply: (draft, { kid }, context) =>
    withHeader({ ...asVictim(draft, context), signer: { by: 'RS256', key: context.attackerKey.privateKey } }, { kid }),
});
