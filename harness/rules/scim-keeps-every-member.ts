import { judgeCalls, mustHold, operationsOf, scimCalls } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/keeps-every-member',
  level: 'MUST',
  says: 'Members that are added at the same moment MUST all be there afterwards.',
  source: scimProtocol('§3.5.2'),
  covers: ['C084'],
  needs: ['scim', 'scim-groups'],
  judge(log) {
    const patches = scimCalls(log).filter((call) => operationsOf(call).length > 0);
    return judgeCalls(
      log,
      (call) => call.facts.then !== null && patches.filter(({ facts }) => facts.of === call.facts.of).length > 1,
      'Nobody was added at the same moment.',
      mustHold,
    );
  },
});
