import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/one-email',
  level: 'MUST',
  says: 'A relying party MUST NOT sign somebody in as a person that a twisted email claim names beside their own address.',
  source: openIdConnect('§5.1, email'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/email-twisted'),
});
