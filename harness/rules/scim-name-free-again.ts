import type { CaseLog } from '../observation.ts';
import { isCreation, judgeCalls, mustSucceed, nameIn, scimCalls, type Called } from '../judge.ts';
import { defineRule, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/name-free-again',
  level: 'SHOULD',
  says: 'The userName of a user who was deleted SHOULD be free again.',
  source: scimProtocol('§3.6'),
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isCreation(call) && isAfterDeletion(call, log),
      'Nobody was made again.',
      (call) => mustSucceed(call, ({ seen }) => pass('The name was free.', seen)),
    ),
});

const isAfterDeletion = (call: Called, log: CaseLog): boolean => {
  const before = scimCalls(log).filter(({ facts }) => facts.call < call.facts.call);
  const made = before.find((each) => isCreation(each) && nameIn(each) !== null && nameIn(each) === nameIn(call));
  return before.some(({ facts: { method, of } }) => method === 'DELETE' && of !== null && of === made?.facts.kept);
};
