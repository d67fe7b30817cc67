import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/finds-by-external-id',
  level: 'SHOULD',
  says: 'A SCIM server SHOULD find a user by externalId eq.',
  source: entraProvisioning('matching by externalId'),
  covers: ['C065'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) => finds !== null && /^externalId eq /.test(query.filter ?? ''),
      'Nobody was looked for by externalId.',
      mustFind,
    ),
});
