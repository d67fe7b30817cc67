import { judgeFault } from '../judge.ts';
import { defineRule, securityPractice } from '../rule.ts';

export default defineRule({
  id: 'oidc/code-injection',
  level: 'MUST',
  says: "A relying party MUST NOT redeem in one person's sign-in the code of another's.",
  source: securityPractice('§2.1.1, §4.5'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/code-of-earlier'),
});
