import { BROKEN_TOKEN_SIGNATURES, judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/signature',
  level: 'SHOULD',
  says: 'A relying party SHOULD verify the signature of an ID token from the token endpoint with the keys of the issuer.',
  source: openIdConnect('§3.1.3.7, 6; §10.1'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, ...BROKEN_TOKEN_SIGNATURES),
});
