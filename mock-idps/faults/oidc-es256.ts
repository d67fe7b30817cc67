import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/es256',
  stage: 'draft',
  summary: 'An ID token for the victim, signed with a curve key of the attacker under the name of the right one.',
  source: {
    title: 'JSON Web Token Best Current Practices, Perform Algorithm Verification',
    at: 'RFC 8725 §3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  touches: ['signer', 'claims', 'header.alg'],
  apply: (draft, _options, context) =>
    withHeader({ ...asVictim(draft, context), signer: { by: 'ES256', key: context.attackerEcKey } }, { alg: 'ES256' }),
});
