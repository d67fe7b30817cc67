import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/reference-by-id',
  level: 'MUST',
  says: 'A service provider MUST refuse a signature whose Reference does not name the signed element by its ID.',
  source: saml('core', '§5.4.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/reference-uri'),
});
