import { judgeEndStates } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/cycles-bring-everything',
  level: 'MUST',
  says: 'After a cycle the application MUST have everything that changed at the identity provider since the one before.',
  source: entraProvisioning('How provisioning works: initial and incremental cycles'),
  covers: ['C096'],
  needs: ['scim'],
  judge: (log) => judgeEndStates(log, ({ facts }) => facts.act === 'cycle', 'No cycle took place.'),
});
