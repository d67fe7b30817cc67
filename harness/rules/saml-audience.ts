import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/audience',
  level: 'MUST',
  says: 'A service provider MUST refuse an assertion whose audience is somebody else.',
  source: saml('core', '§2.5.1.4; profiles §4.1.4.3'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/audience-mismatch', 'saml/audience-unlike', 'saml/second-audience-restriction'),
});
