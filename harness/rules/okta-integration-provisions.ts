import { judgeEndStates } from '../judge.ts';
import { defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'okta/integration-provisions',
  level: 'MUST',
  says: 'With the API integration on, assignments, profile pushes, deactivations and group pushes of Okta MUST end in the state that Okta shows.',
  source: productRules('okta/integration-provisions'),
  needs: ['scim'],
  judge: (log) => judgeEndStates(log, ({ facts }) => facts.act !== 'test-connection', 'Nothing was done at Okta.'),
});
