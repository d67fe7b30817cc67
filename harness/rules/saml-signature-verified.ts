import { judgeFault } from '../judge.ts';
import { defineRule, xmlSignature } from '../rule.ts';

export default defineRule({
  id: 'saml/signature-verified',
  level: 'MUST',
  says: 'A service provider MUST verify the value of every signature in the message, whatever else holds.',
  source: xmlSignature('§3.2.2; saml-profiles-2.0-os §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/signature-altered'),
});
