import { isObject, isQuery, judgeCalls, mustSucceed, named } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/page-size',
  level: 'MUST',
  says: 'A page MUST NOT hold more than was asked for: 0 and less is nothing, and a start below 1 is 1.',
  source: scimProtocol('§3.4.2.4'),
  covers: ['C070', 'R042', 'R043', 'R044'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isQuery(call) && (call.facts.query.count !== undefined || Number(call.facts.query.startIndex) < 1),
      'No page was asked for.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer: { ids, json } }) => {
          const most = facts.query.count === undefined ? Infinity : Math.max(0, Number(facts.query.count));
          const found = ids?.length ?? 0;
          const { startIndex, totalResults } = isObject(json) ? json : {};
          if (found > most)
            return fail(
              `${named(facts)} holds ${found}.`,
              { expected: `at most ${most}`, actual: String(found) },
              seen,
            );
          if (most === 0 && typeof totalResults !== 'number')
            return fail('The number of all results is missing.', { expected: 'totalResults', actual: 'nothing' }, seen);
          if (Number(facts.query.startIndex) < 1 && startIndex !== undefined && startIndex !== 1)
            return fail(
              `It begins at ${JSON.stringify(startIndex)}.`,
              { expected: '1', actual: JSON.stringify(startIndex) },
              seen,
            );
          const missing = facts.query.count === undefined && facts.finds?.these.find((id) => !ids?.includes(id));
          if (missing)
            return fail(`${named(facts)} does not hold ${missing}.`, { expected: missing, actual: 'nothing' }, seen);
          return pass(`${named(facts)} holds ${found}.`, seen);
        }),
    ),
});
