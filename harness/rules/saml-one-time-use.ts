import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/one-time-use',
  level: 'MUST',
  says: 'A service provider MUST NOT accept the same bearer assertion twice.',
  source: saml('profiles', '§4.1.4.5'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/replay'),
});
