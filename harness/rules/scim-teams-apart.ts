import {
  isCreation,
  isQuery,
  judgeCalls,
  mustBeRefusedWith,
  named,
  scimCalls,
  succeeded,
  type Called,
} from '../judge.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/teams-apart',
  level: 'MUST',
  says: 'With the token of one team nothing of another MUST be read, found or changed.',
  source: scimProtocol('§6, §7.3'),
  covers: ['C015', 'R082'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge(log) {
    if (!isTokenGood(log))
      return blocked('The token of the other team is good for nothing: it was refused everywhere.');
    return judgeCalls(
      log,
      (call) => isOfAnother(call) && !isCreation(call) && !isProof(call),
      'Nobody came with the token of another team.',
      (call) => {
        const { seen, facts, answer } = call;
        if (!isQuery(call)) return mustBeRefusedWith(call, [403, 404]);
        const found = (answer.ids ?? []).filter((id) => id !== null && facts.finds?.all.includes(id));
        if (found.length > 0)
          return fail(
            `${named(facts)} finds what is of another team.`,
            { expected: 'nothing', actual: found.join(', '), grade: 'bypass' },
            seen,
          );
        if (succeeded(answer) || answer.status === 403 || answer.status === 404)
          return pass('Nothing of the other team is found.', seen);
        return blocked(`${named(facts)} was answered with ${answer.status}.`, seen);
      },
    );
  },
});

const isOfAnother = ({ facts: { caller } }: Called): boolean => caller === 'other-team';

/** Something that a team may do for itself. */
const isProof = (call: Called): boolean => isOfAnother(call) && isQuery(call) && call.facts.finds === null;

/** Where it is refused everywhere, that nothing can be read with it says nothing. */
const isTokenGood = (log: CaseLog): boolean =>
  scimCalls(log).some((call) => isProof(call) && call.facts.answer !== null && succeeded(call.facts.answer));
