import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/finds-groups',
  level: 'MUST',
  says: 'A SCIM server that filters MUST find a group by displayName eq.',
  source: scimProtocol('§3.4.2.2'),
  covers: ['C067'],
  needs: ['scim', 'scim-groups'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) => finds !== null && /^displayName eq /.test(query.filter ?? ''),
      'No group was looked for.',
      mustFind,
    ),
});
