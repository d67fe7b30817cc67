import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/signature-names-its-element',
  level: 'MUST',
  says: 'A service provider MUST refuse a signature whose one Reference is not to the ID of the assertion or response that it stands in.',
  source: saml('core', '§5.4.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/signature-over-part', 'saml/reference-without-id', 'saml/extra-reference'),
});
