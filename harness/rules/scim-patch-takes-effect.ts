import { isInOwnSpelling, judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-takes-effect',
  level: 'MUST',
  says: 'After a PATCH that was answered with success, the resource MUST be as its operations say.',
  source: scimProtocol('§3.5.2'),
  covers: ['R060'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).length > 0 && call.facts.then !== null && !isInOwnSpelling(call),
      'Nothing was patched.',
      mustHold,
    ),
});
