import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/state',
  level: 'SHOULD',
  says: 'A relying party SHOULD refuse a response whose state is not the one that it sent.',
  source: rfc(6749, '§4.1.2 and §10.12', 'OAuth 2.0'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/state', 'oidc/state-of-earlier'),
});
