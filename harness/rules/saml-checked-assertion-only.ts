import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/checked-assertion-only',
  level: 'MUST',
  says: 'Of several assertions in a response a service provider MUST rely on those alone that it checked, audience and recipient included.',
  source: saml('profiles', '§4.1.4.2, §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/second-assertion'),
});
