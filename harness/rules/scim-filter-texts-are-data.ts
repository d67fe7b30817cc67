import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/filter-texts-are-data',
  level: 'MUST',
  says: 'A text in a filter MUST be compared as it is, whatever stands in it.',
  source: scimProtocol('§3.4.2.2'),
  covers: ['C074'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) => finds !== null && /[\\']/.test(query.filter ?? ''),
      'No filter with a quote in its text was sent.',
      mustFind,
    ),
});
