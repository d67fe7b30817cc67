import { judgeVariation } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/every-published-key',
  level: 'SHOULD',
  says: 'A service provider SHOULD accept every signing key in the metadata that it was given: a roll-over begins with two.',
  source: saml('metadata', '§2.4.1.1'),
  failsOnRefusal: true,
  needs: ['idp-metadata'],
  judge: (log) => judgeVariation(log, 'saml/new-key'),
});
