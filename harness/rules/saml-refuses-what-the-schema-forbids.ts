import { judgeFault } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/refuses-what-the-schema-forbids',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a message that the schema of SAML 2.0 forbids: where something that it requires is missing or empty, or a time is none.',
  source: saml('core', '§1.2, §1.3.3, §1.3.4, §2.3.3, §3.2.2'),
  passesOnRefusal: true,
  judge: (log) =>
    judgeFault(
      log,
      'saml/response-id',
      'saml/assertion-id',
      'saml/response-version',
      'saml/assertion-version',
      'saml/response-issue-instant',
      'saml/assertion-issue-instant',
      'saml/status-code',
      'saml/subject-missing',
      'saml/assertion-issuer',
      'saml/conditions-start',
      'saml/conditions-expiry',
    ),
});
