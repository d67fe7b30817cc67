import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/not-before',
  level: 'MUST',
  says: 'A service provider MUST refuse an assertion that is not valid yet.',
  source: saml('core', '§2.5.1.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/not-yet-valid', 'saml/conditions-start'),
});
