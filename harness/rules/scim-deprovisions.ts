import { judgeDepartures } from '../judge.ts';
import { defineRule, entraProvisioning } from '../rule.ts';

export default defineRule({
  id: 'scim/deprovisions',
  level: 'MUST',
  says: 'Whoever is unassigned, disabled or deleted at the identity provider MUST NOT be active in the application afterwards.',
  source: entraProvisioning('How provisioning works; Okta: SCIM 2.0 deactivate'),
  covers: ['C060'],
  needs: ['scim'],
  judge: (log) =>
    judgeDepartures(
      log,
      ({ facts }) => ['unassign', 'deactivate', 'delete'].includes(facts.act),
      'Nobody was taken away.',
    ),
});
