import { judgeVariation } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/new-keys',
  level: 'SHOULD',
  says: 'A relying party SHOULD fetch the keys of the issuer again where an ID token names one that it does not know.',
  source: openIdConnect('§10.1.1'),
  failsOnRefusal: true,
  judge: (log) => judgeVariation(log, 'oidc/new-key'),
});
