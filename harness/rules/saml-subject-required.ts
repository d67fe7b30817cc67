import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/subject-required',
  level: 'MUST',
  says: 'A service provider MUST refuse a response in which no assertion has a subject.',
  source: saml('profiles', '§4.1.4.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/no-assertion', 'saml/subject-missing'),
});
