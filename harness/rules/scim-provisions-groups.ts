import { judgeEndStates } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/provisions-groups',
  level: 'MUST',
  says: 'A group that is pushed MUST be in the application with its name and just its members, and be gone when it is deleted.',
  source: entraProvisioning('Groups; Okta: group push'),
  needs: ['scim', 'scim-groups'],
  judge: (log) => judgeEndStates(log, ({ facts }) => facts.group !== null, 'No group was pushed.'),
});
