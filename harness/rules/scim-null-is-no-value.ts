import { isCreation, isObject, judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/null-is-no-value',
  level: 'MUST',
  says: 'Null and an empty list MUST be taken for no value.',
  source: scimSchema('§2.5'),
  covers: ['C050', 'R017'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        operationsOf(call).some(({ value }) => isNone(value)) ||
        (isCreation(call) &&
          call.facts.then !== null &&
          Object.values(isObject(call.facts.sent) ? call.facts.sent : {}).some(isNone)),
      'Nobody sent null or an empty list.',
      mustHold,
    ),
});

const isNone = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
