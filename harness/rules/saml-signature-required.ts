import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/signature-required',
  level: 'MUST',
  says: 'A service provider MUST NOT accept an assertion that no signature protects.',
  source: saml('profiles', '§4.1.3.5, §4.1.4.5'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/unsigned', 'saml/parameter-twice', 'saml/encrypted-unsigned'),
});
