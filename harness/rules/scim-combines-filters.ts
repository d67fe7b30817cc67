import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/combines-filters',
  level: 'MUST',
  says: 'A SCIM server that filters MUST understand and, or, not, parentheses and its operators, in their order.',
  source: scimProtocol('§3.4.2.2'),
  covers: ['C066', 'R036', 'R039', 'R040'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) => finds !== null && / and | or |not \(|\[/.test(query.filter ?? ''),
      'No filter of several parts was sent.',
      mustFind,
    ),
});
