import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/one-name-id',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a subject that has more than one NameID.',
  source: saml('core', '§2.4.1'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/nameid-twice'),
});
