import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/post-binding',
  level: 'SHOULD',
  says: 'A service provider SHOULD take a response only as HTTP POST brings it: by POST, in the field SAMLResponse of a form.',
  source: saml('bindings', '§3.5.4; profiles §4.1.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/get-delivery', 'saml/parameter-name', 'saml/text-plain-form'),
});
