import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/refuses-unreadable-filters',
  level: 'MUST',
  says: 'A filter that cannot be understood MUST be refused with 400.',
  source: scimProtocol('§3.4.2.2, §3.12'),
  covers: ['R037'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { query, finds } }) => query.filter !== undefined && finds === null,
      'No filter was sent that cannot be understood.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});
