import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/bearer-confirmation',
  level: 'MUST',
  says: 'A service provider MUST refuse an assertion whose subject is not confirmed as that of its bearer.',
  source: saml('profiles', '§4.1.4.2, §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) =>
    judgeFault(log, 'saml/subject-confirmation', 'saml/confirmation-method', 'saml/confirmation-data-missing'),
});
