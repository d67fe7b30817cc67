import { neverTheVictim } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/subject-decides',
  level: 'SHOULD',
  says: 'A service provider SHOULD take who signs in from one place, so that a second value of an attribute makes nobody somebody else.',
  source: saml('core', '§2.4.1'),
  passesOnRefusal: true,
  judge: (log) => neverTheVictim(log, 'saml/email-twice'),
});
