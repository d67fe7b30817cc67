import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/expiry',
  level: 'MUST',
  says: 'A service provider MUST refuse an assertion whose time has passed.',
  source: saml('profiles', '§4.1.4.3; core §2.5.1.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/expired', 'saml/conditions-expiry'),
});
