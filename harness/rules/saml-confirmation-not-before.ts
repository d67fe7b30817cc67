import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/confirmation-not-before',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a bearer confirmation with a NotBefore, which none may have.',
  source: saml('profiles', '§4.1.4.2; core §2.4.1.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/confirmation-not-before'),
});
