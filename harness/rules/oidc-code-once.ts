import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/code-once',
  level: 'MUST',
  says: 'A relying party MUST NOT sign anybody in with a response that was used before.',
  source: rfc(6749, '§4.1.2', 'OAuth 2.0'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/callback-replay'),
});
