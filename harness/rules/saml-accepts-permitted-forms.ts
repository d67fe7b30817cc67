import { judgeVariation } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/accepts-permitted-forms',
  level: 'SHOULD',
  says: 'A service provider SHOULD accept every form of a genuine message that SAML 2.0 permits, whatever the vendor in use happens to send.',
  source: saml('core', '§1.3.3, §2.2.5, §2.4.1, §2.5.1, §2.7.2, §2.7.3.1, §3.2.2; profiles §4.1.4.2'),
  failsOnRefusal: true,
  judge: (log) =>
    judgeVariation(
      log,
      'saml/issuer-format',
      'saml/attribute-name-format',
      'saml/value-types',
      'saml/time-precision',
      'saml/further-condition',
      'saml/further-confirmation',
      'saml/further-audience',
      'saml/session-lasts',
      'saml/conditions-without-times',
      'saml/unsigned-response-bare',
      'saml/status-message',
    ),
});
