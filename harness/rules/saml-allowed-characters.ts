import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/allowed-characters',
  level: 'MUST',
  says: 'A service provider MUST refuse a message that holds a character which XML forbids: it is not well-formed.',
  source: saml('core', '§1.3.1; XML 1.0 §2.2, §4.1'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/nameid-nul'),
});
