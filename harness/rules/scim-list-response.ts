import { isObject, isQuery, judgeCalls, named, succeeded } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/list-response',
  level: 'MUST',
  says: 'The answer to a query MUST be a ListResponse with the number of all matches.',
  source: scimProtocol('§3.4.2'),
  covers: ['R028', 'R030'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isQuery(call) && call.facts.answer !== null && succeeded(call.facts.answer),
      'No query was answered.',
      ({ seen, facts, answer: { json, ids, text } }) => {
        const list = isObject(json) ? json : {};
        const isList = Array.isArray(list.schemas) && list.schemas.includes(LIST);
        const total = list.totalResults;
        const flaw = !isList
          ? `schemas does not name ${LIST}`
          : typeof total !== 'number'
            ? `totalResults is ${JSON.stringify(total) ?? 'missing'}`
            : total > 0 && !ids && (facts.query.count === undefined || Number(facts.query.count) > 0)
              ? 'Resources is missing'
              : (ids?.length ?? 0) > total
                ? `totalResults is ${total}, and there are ${ids?.length ?? 0} of them`
                : null;
        if (flaw === null) return pass(`${named(facts)} was answered with a list.`, seen);
        return fail(
          `${named(facts)}: ${flaw}.`,
          { expected: 'a ListResponse', actual: `${flaw}: ${text.slice(0, 120)}` },
          seen,
        );
      },
    ),
});

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
