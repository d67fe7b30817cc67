import { judgeEndStates } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/follows-changes',
  level: 'MUST',
  says: 'What changes of somebody at the identity provider MUST change in the application.',
  source: entraProvisioning('How provisioning works; Okta: SCIM 2.0 update'),
  needs: ['scim'],
  judge: (log) => judgeEndStates(log, ({ facts }) => facts.act === 'change', 'Nobody was changed.'),
});
