import type { CaseLog } from '../observation.ts';
import { isQuery, judgeCalls, mustBeRefusedWith, named, scimCalls, succeeded, type Called } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/deleted-stays-away',
  level: 'MUST',
  says: 'A resource that was deleted MUST be answered with 404 from then on, and MUST NOT be found by queries.',
  source: scimProtocol('§3.6'),
  covers: ['C041', 'R069'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => deletedBefore(call, log) !== undefined,
      'Nobody asked for what was deleted.',
      (call) => {
        const { seen, facts, answer } = call;
        if (!isQuery(call)) return mustBeRefusedWith(call, [404]);
        if (
          facts.finds?.these.length === 0 &&
          succeeded(answer) &&
          !facts.finds.all.some((id) => answer.ids?.includes(id))
        )
          return pass('It is not found.', seen);
        return fail(
          `${named(facts)} finds it.`,
          { expected: 'nothing', actual: JSON.stringify(answer.ids), grade: 'check-missing' },
          seen,
        );
      },
    ),
});

/** The DELETE that came before. */
const deletedBefore = (call: Called, log: CaseLog): Called | undefined =>
  scimCalls(log).find(
    ({ facts: { method, of, call: n, answer } }) =>
      method === 'DELETE' &&
      n < call.facts.call &&
      answer?.status === 204 &&
      (call.facts.of === of || (isQuery(call) && call.facts.finds !== null)),
  );
