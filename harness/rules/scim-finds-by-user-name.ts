import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/finds-by-user-name',
  level: 'MUST',
  says: 'A SCIM server that filters MUST find a user by userName eq.',
  source: scimProtocol('§3.4.2.2'),
  covers: ['C062', 'R034'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) =>
        finds !== null && finds.these.length > 0 && /^userName eq /.test(query.filter ?? ''),
      'Nobody was looked for by userName.',
      mustFind,
    ),
});
