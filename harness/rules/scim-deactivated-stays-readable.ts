import { judgeCalls, mustHold } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/deactivated-stays-readable',
  level: 'MUST',
  says: 'Somebody who was deactivated MUST be returned as before, with active false.',
  source: entraProvisioning('Disable'),
  covers: ['C056'],
  needs: ['scim'],
  judge: (log) => judgeCalls(log, ({ facts: { then } }) => then?.active === false, 'Nobody was deactivated.', mustHold),
});
