import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/status',
  level: 'MUST',
  says: 'A service provider MUST sign nobody in by a response whose status is not Success.',
  source: saml('core', '§3.2.2.2; profiles §4.1.4.2'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/status-code', 'saml/status-failed', 'saml/idp-error'),
});
