import { judgeFault } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/method-isolation',
  level: 'MUST',
  says: "One method's JIT login URL MUST accept only what that method's own IdP signed, for that method.",
  source: productRules('jit/method-isolation'),
  needs: ['sso-methods'],
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/other-method', 'saml/other-method-response', 'oidc/other-application'),
});
