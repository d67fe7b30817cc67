import { defineOidcFault } from '../oidc/fault.ts';
import { asVictim, withHeader } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/key-address',
  stage: 'draft',
  summary: 'An ID token for the victim whose header says where to fetch the key to check it with.',
  source: {
    title: 'JSON Web Token Best Current Practices, Do Not Trust Received Claims',
    at: 'RFC 8725 §3.10',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { as: ['jku', 'x5u'] },
  touches: ['signer', 'claims', 'header.jku', 'header.x5u'],
  apply(draft, { as }, context) {
    const forged = {
      ...asVictim(draft, context),
      signer: { by: 'RS256' as const, key: context.attackerKey.privateKey },
    };
    return withHeader(forged, { [as]: context.canary('keys') });
  },
});
