import { judgeFault } from '../judge.ts';
import { defineRule, xmlSignature } from '../rule.ts';

export default defineRule({
  id: 'saml/one-signed-info',
  level: 'MUST',
  says: 'A service provider MUST take what is signed from the one SignedInfo that it verified, and refuse a signature with several.',
  source: xmlSignature('§3.2, §4.1'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/several-signed-infos'),
});
