import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/external-id-case',
  level: 'MUST',
  says: 'An externalId in another letter case MUST be another one.',
  source: scimSchema('§3.1'),
  covers: ['R012', 'R038'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) => finds?.these.length === 0 && /^externalId eq /.test(query.filter ?? ''),
      'No externalId was looked for in another letter case.',
      mustFind,
    ),
});
