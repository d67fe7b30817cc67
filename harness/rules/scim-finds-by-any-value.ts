import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/finds-by-any-value',
  level: 'MUST',
  says: 'A SCIM server that filters MUST find by any value of an attribute that has several, whether others have the attribute or not.',
  source: scimProtocol('§3.4.2.2'),
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) => finds !== null && /^(emails|members)\b/.test(query.filter ?? ''),
      'Nobody was looked for by one of several values.',
      mustFind,
    ),
});
