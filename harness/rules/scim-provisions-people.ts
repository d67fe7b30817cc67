import { judgeEndStates } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/provisions-people',
  level: 'MUST',
  says: 'Whoever is assigned at the identity provider MUST be in the application afterwards, active and as the directory has them.',
  source: entraProvisioning('How provisioning works; Okta: SCIM 2.0 create'),
  covers: ['C059'],
  needs: ['scim'],
  judge: (log) =>
    judgeEndStates(
      log,
      ({ facts }) => facts.person !== null && (facts.act === 'assign' || facts.act === 'on-demand'),
      'Nobody was assigned.',
    ),
});
