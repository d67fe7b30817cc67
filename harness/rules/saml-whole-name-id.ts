import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/whole-name-id',
  level: 'MUST',
  says: 'A service provider MUST take the whole text of the NameID, and of an attribute that names somebody, or refuse: what splits it makes nobody somebody else.',
  source: saml('core', '§2.2.3; Exclusive XML Canonicalization without comments'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/split-name'),
});
