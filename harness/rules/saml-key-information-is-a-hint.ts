import { judgeVariation } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/key-information-is-a-hint',
  level: 'SHOULD',
  says: 'A service provider SHOULD verify with the keys that it was given, whether the message carries a certificate or not.',
  source: saml('core', '§5.4.5'),
  failsOnRefusal: true,
  judge: (log) => judgeVariation(log, 'saml/other-key-information'),
});
