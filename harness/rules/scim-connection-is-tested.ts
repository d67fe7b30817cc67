import { judgeConnectionTests } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/connection-is-tested',
  level: 'MUST',
  says: 'The test of the connection MUST succeed with the right base URL and token, and fail with a wrong or revoked token and with a wrong base URL.',
  source: entraProvisioning('Test connection'),
  needs: ['scim'],
  passesOnRefusal: true,
  judge: judgeConnectionTests,
});
