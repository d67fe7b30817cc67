import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/trusted-keys-only',
  level: 'MUST',
  says: 'A service provider MUST trust only the keys that it was given for this IdP, never a certificate that the message brings along.',
  source: saml('profiles', '§4.1.4.3; core §5.4.5'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/foreign-key', 'saml/retired-key'),
});
