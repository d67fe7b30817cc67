import { isCreation, isObject, judgeCalls, mustHold } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/active-as-text',
  level: 'SHOULD',
  says: 'A new user who comes with active as a text ("False"), as from older jobs of Entra ID, SHOULD be active or not as it says.',
  source: entraProvisioning('scim-compatibility; bytebase/bytebase#19073'),
  covers: ['C033'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        isCreation(call) &&
        call.facts.then !== null &&
        isObject(call.facts.sent) &&
        typeof call.facts.sent.active === 'string',
      'Nobody came with a text for active.',
      mustHold,
    ),
});
