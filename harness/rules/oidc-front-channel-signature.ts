import { BROKEN_TOKEN_SIGNATURES, judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/front-channel-signature',
  level: 'MUST',
  says: 'A relying party MUST verify the signature of an ID token that comes through the browser, with the keys of the issuer.',
  source: openIdConnect('§2, alg none; §3.2.2.11, 1; §3.3.2.12; §10.1'),
  needs: ['front-channel'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeFault(
      log,
      ...BROKEN_TOKEN_SIGNATURES,
      'oidc/algorithm-none',
      'oidc/unsigned',
      'oidc/hs256-public-key',
      'oidc/embedded-key',
      'oidc/key-address',
      'oidc/critical-header',
    ),
});
