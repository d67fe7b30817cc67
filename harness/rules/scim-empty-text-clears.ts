import { judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/empty-text-clears',
  level: 'SHOULD',
  says: 'An empty text SHOULD clear the value, as Microsoft tests it.',
  source: entraProvisioning('gallery validation, test 16'),
  covers: ['C049'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(({ value }) => value === ''),
      'Nobody sent an empty text.',
      mustHold,
    ),
});
