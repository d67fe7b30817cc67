import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/issuer-parameter',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse a response that says that it comes from another authorization server.',
  source: rfc(9207, '§2.4', 'OAuth 2.0 Authorization Server Issuer Identification'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/issuer-parameter'),
});
