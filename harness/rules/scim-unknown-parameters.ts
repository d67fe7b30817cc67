import { judgeCalls, mustSucceed } from '../judge.ts';
import { defineRule, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/unknown-parameters',
  level: 'SHOULD',
  says: 'Parameters of a query that a SCIM server does not know SHOULD be ignored: Entra ID leaves its own in the address.',
  source: scimProtocol('§3.4.2'),
  covers: ['R033'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { query } }) => 'unheardOf' in query || 'aadOptscim062020' in query,
      'No parameter was sent that nobody knows.',
      (call) => mustSucceed(call, ({ seen }) => pass('What is not known was ignored.', seen)),
    ),
});
