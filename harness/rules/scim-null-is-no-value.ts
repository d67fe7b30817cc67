import { judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/null-is-no-value',
  level: 'MUST',
  says: 'Null and an empty list MUST be taken for no value.',
  source: scimSchema('§2.5'),
  covers: ['C050'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(({ value }) => value === null || (Array.isArray(value) && value.length === 0)),
      'Nobody sent null or an empty list.',
      mustHold,
    ),
});
