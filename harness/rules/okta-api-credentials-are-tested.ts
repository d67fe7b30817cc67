import { judgeConnectionTests } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'okta/api-credentials-are-tested',
  level: 'MUST',
  says: 'The test of the API credentials MUST succeed with the right base URL and token, and fail with a wrong, revoked or other token and with a wrong base URL.',
  source: productRules('okta/api-credentials-are-tested'),
  needs: ['scim'],
  passesOnRefusal: true,
  judge: judgeConnectionTests,
});
