import { isInOwnSpelling, judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-as-entra-writes',
  level: 'MUST',
  says: 'An application that Entra ID provisions MUST do what Entra ID means: operations in capitals, booleans as texts, members to remove in the value, paths as keys.',
  source: entraProvisioning('Update, Disable, Remove members; scim-compatibility'),
  covers: ['C046'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).length > 0 && call.facts.then !== null && isInOwnSpelling(call),
      'Nothing was patched as Entra ID writes it.',
      mustHold,
    ),
});
