import { isObject, isQuery, judgeCalls, named, succeeded, type Answer } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/page-numbers',
  level: 'MUST',
  says: 'A page of results MUST tell where it begins, and as itemsPerPage how many it holds.',
  source: scimProtocol('§3.4.2, §3.4.2.4'),
  covers: ['C068', 'R031'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isQuery(call) && isPartial(call.facts.answer),
      'No page that is not the whole was answered.',
      ({ seen, facts, answer: { json, ids } }) => {
        const { startIndex, itemsPerPage } = isObject(json) ? json : {};
        const actual = `startIndex ${JSON.stringify(startIndex) ?? 'missing'}, itemsPerPage ${JSON.stringify(itemsPerPage) ?? 'missing'}`;
        const begins = Math.max(1, Number(facts.query.startIndex ?? 1));
        const isRight = ids?.length ? startIndex === begins : typeof startIndex === 'number';
        if (isRight && itemsPerPage === (ids?.length ?? 0))
          return pass(`${named(facts)} was answered with ${actual}.`, seen);
        return fail(
          `${named(facts)} was answered with ${actual}, and ${ids?.length ?? 0} resources.`,
          { expected: `startIndex ${begins}, and itemsPerPage ${ids?.length ?? 0}`, actual },
          seen,
        );
      },
    ),
});

const isPartial = (answer: Answer | null): boolean =>
  answer !== null &&
  succeeded(answer) &&
  isObject(answer.json) &&
  Number(answer.json.totalResults) > (answer.ids?.length ?? 0);
