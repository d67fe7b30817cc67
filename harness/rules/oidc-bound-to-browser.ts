import { judgeFault } from '../judge.ts';
import { defineRule, rfc } from '../rule.ts';

export default defineRule({
  id: 'oidc/bound-to-browser',
  level: 'MUST',
  says: 'A relying party MUST NOT sign a browser in with a response to a request that another browser made.',
  source: rfc(6749, '§10.12', 'OAuth 2.0'),
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'oidc/login-csrf'),
});
