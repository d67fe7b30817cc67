import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/solicited-only',
  level: 'MUST',
  says: 'A service provider that does not mean to accept unsolicited responses MUST refuse a response without InResponseTo.',
  source: saml('profiles', '§4.1.5; §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/unsolicited'),
});
