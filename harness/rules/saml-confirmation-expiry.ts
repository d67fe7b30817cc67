import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/confirmation-expiry',
  level: 'MUST',
  says: 'A service provider MUST refuse a bearer confirmation whose time has passed, or that does not say when it ends.',
  source: saml('profiles', '§4.1.4.2, §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/confirmation-expiry'),
});
