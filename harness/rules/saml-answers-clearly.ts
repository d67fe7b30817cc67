import { judgeClearAnswer } from '../judge.ts';
import { defineRule, xmlSignature } from '../rule.ts';

export default defineRule({
  id: 'saml/answers-clearly',
  level: 'SHOULD',
  says: 'A service provider SHOULD either sign a person in whose genuine message uses an algorithm that few know, or refuse with a page; never with a server error.',
  source: xmlSignature('§6.1'),
  passesOnRefusal: true,
  failsOnRefusal: true,
  judge: (log) => judgeClearAnswer(log, 'saml/uncommon-algorithm'),
});
