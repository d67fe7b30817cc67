import { isObject, judgeCalls, mustSucceed, resourcesIn, type Json } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/lists-its-schemas',
  level: 'MUST',
  says: 'A SCIM server MUST list its schemas, with the attributes of each.',
  source: scimProtocol('§4'),
  covers: ['C002', 'C003', 'R076'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path, query } }) =>
        method === 'GET' && /^\/Schemas($|\/urn:ietf:)/.test(path) && query.filter === undefined,
      'Nobody asked for them.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer }) => {
          const list = resourcesIn(answer);
          const flaw = facts.path === '/Schemas' ? flawOf(list) : unlike(list, facts.path);
          if (flaw === null) return pass(`There are ${list.length}.`, seen);
          return fail(
            `${flaw}.`,
            { expected: 'the schema of users, each with attributes', actual: flaw, grade: 'hygiene' },
            seen,
          );
        }),
    ),
});

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';

function flawOf(list: readonly Json[]): string | null {
  if (!list.some(({ id }) => id === CORE)) return `${CORE} is not among them`;
  const empty = list.find(
    ({ attributes }) =>
      !Array.isArray(attributes) || !attributes.every((each) => isObject(each) && typeof each.name === 'string'),
  );
  return empty ? `${String(empty.id)} has no attributes` : null;
}

/** One by its URI. */
const unlike = ([one]: readonly Json[], path: string): string | null =>
  one?.id === path.slice('/Schemas/'.length) ? null : `${JSON.stringify(one?.id) ?? 'Nothing'} is served at ${path}`;
