import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/destination-present',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a signed response that names no Destination.',
  source: saml('bindings', '§3.5.5.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/destination-absent'),
});
