import { isObject, judgeCalls, mustSucceed, resourcesIn, type Json } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/lists-its-resource-types',
  level: 'MUST',
  says: 'A SCIM server MUST list its resource types, with address and schema of each.',
  source: scimProtocol('§4'),
  covers: ['C006', 'R077'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path, query } }) =>
        method === 'GET' && path === '/ResourceTypes' && query.filter === undefined,
      'Nobody asked for them.',
      (call) =>
        mustSucceed(call, ({ seen, answer }) => {
          const list = resourcesIn(answer);
          const flaw = flawOf(list);
          if (flaw === null) return pass(`There are ${list.length}.`, seen);
          return fail(
            `${flaw}.`,
            { expected: 'name, endpoint and schema of each, users among them', actual: flaw, grade: 'hygiene' },
            seen,
          );
        }),
    ),
});

function flawOf(list: readonly Json[]): string | null {
  const odd = list.find(({ name, endpoint, schema }) =>
    [name, endpoint, schema].some((each) => typeof each !== 'string'),
  );
  if (odd) return `${JSON.stringify(odd.name ?? odd.id)} lacks name, endpoint or schema`;
  return list.some(({ endpoint }) => /(^|\/)Users\/?$/.test(String(endpoint))) && isObject(list[0])
    ? null
    : 'users are not among them';
}
