import { judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-in-order',
  level: 'MUST',
  says: 'The operations of a PATCH MUST be done one after the other, each on what the one before left.',
  source: scimProtocol('§3.5.2'),
  covers: ['R057'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => {
        const paths = operationsOf(call).map(({ path }) => path);
        return new Set(paths).size < paths.length && call.facts.then !== null;
      },
      'No attribute was changed twice in one PATCH.',
      mustHold,
    ),
});
