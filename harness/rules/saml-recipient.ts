import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/recipient',
  level: 'MUST',
  says: 'A service provider MUST refuse a bearer assertion whose Recipient is not the assertion consumer service it was delivered to.',
  source: saml('profiles', '§4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/recipient-mismatch', 'saml/confirmation-recipient'),
});
