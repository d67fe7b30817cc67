import { judgeVariation } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/accepts-permitted-forms',
  level: 'SHOULD',
  says: 'A relying party SHOULD accept every form of a genuine answer that the specifications permit, whatever the vendor in use happens to send.',
  source: openIdConnect('§2, aud; RFC 6749 §5.1; RFC 6749 §7.1'),
  failsOnRefusal: true,
  judge: (log) =>
    judgeVariation(
      log,
      'oidc/audience-in-list',
      'oidc/token-type-case',
      'oidc/token-member-missing',
      'oidc/version-type',
    ),
});
