import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/audience-required',
  level: 'MUST',
  says: 'A service provider MUST refuse a bearer assertion that is restricted to no audience.',
  source: saml('profiles', '§4.1.4.2, §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/conditions-missing', 'saml/audience-restriction'),
});
