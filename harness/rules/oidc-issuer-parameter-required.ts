import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/issuer-parameter-required',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse a response that does not name its authorization server where that promises to do so.',
  source: rfc(9207, '§2.4', 'OAuth 2.0 Authorization Server Issuer Identification'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/issuer-parameter-missing'),
});
