import { isObject, judgeCalls, mustFind, mustHold, mustSucceed, named, operationsOf, resourcesIn } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/qualified-names',
  level: 'MUST',
  says: 'An attribute that is named with the URN of its schema in front MUST be known in paths, in filters and among the attributes asked for.',
  source: scimProtocol('§3.10'),
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        (call.facts.then !== null && operationsOf(call).some(({ path }) => isQualified(path))) ||
        (call.facts.finds !== null && isQualified(call.facts.query.filter)) ||
        isQualified(call.facts.query.attributes),
      'Nobody named an attribute with its schema.',
      (call) => {
        const { query, finds } = call.facts;
        if (finds && isQualified(query.filter)) return mustFind(call);
        if (!isQualified(query.attributes)) return mustHold(call);
        return mustSucceed(call, ({ seen, facts, answer }) => {
          const resource = resourcesIn(answer)[0] ?? {};
          if (holds(resource, query.attributes ?? '')) return pass(`${named(facts)} returns it.`, seen);
          const actual = Object.keys(resource).join(', ') || 'nothing';
          return fail(`${named(facts)} does not return it.`, { expected: query.attributes ?? '', actual }, seen);
        });
      },
    ),
});

const isQualified = (name: unknown): boolean => typeof name === 'string' && name.startsWith('urn:');

/** Core attributes stand in the resource itself, others below the URN of their schema. */
function holds(resource: Readonly<Record<string, unknown>>, name: string): boolean {
  const [, urn = '', attribute = ''] = /^(.*):([^:]+)$/.exec(name) ?? [];
  const place = urn.includes(':core:') ? resource : resource[urn];
  return isObject(place) && place[attribute] !== undefined;
}
