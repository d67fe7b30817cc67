import { judgeFault } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/verified-email',
  level: 'MUST',
  says: 'A relying party that knows people by their email MUST refuse an address that the IdP says is not verified.',
  source: openIdConnect('§5.1, email_verified; §5.7'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/email-unverified'),
});
