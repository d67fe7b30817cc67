import { neverTheVictim } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/distinct-name-ids',
  level: 'MUST',
  says: 'A service provider MUST NOT take one NameID for another that becomes the same only by normalising, decoding or stripping; letter case and white space around it aside.',
  source: saml('core', '§1.3.1'),
  passesOnRefusal: true,
  judge: (log) => neverTheVictim(log, 'saml/nameid-lookalike', 'saml/nameid-long'),
});
