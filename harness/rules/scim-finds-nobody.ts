import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/finds-nobody',
  level: 'MUST',
  says: 'A query that matches nothing MUST be answered with 200 and no results.',
  source: scimProtocol('§3.4.2'),
  covers: ['C063', 'C075', 'R032'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds } }) => finds !== null && finds.these.length === 0,
      'Nobody was looked for who is not there.',
      mustFind,
    ),
});
