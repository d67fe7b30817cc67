import { isObject, judgeCalls, mustSucceed, resourcesIn, type Json } from '../judge.ts';
import { defineRule, entraProvisioning, fail, pass } from '../rule.ts';

export default defineRule({
  id: 'scim/schemas-cover-mappings',
  level: 'SHOULD',
  says: 'The schemas of a SCIM server SHOULD tell every attribute that Entra ID maps by default, whatever its letter case.',
  source: entraProvisioning('Schema discovery; gallery validation, test 15'),
  covers: ['C008'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path } }) => method === 'GET' && path === '/Schemas',
      'Nobody asked for the schemas.',
      (call) =>
        mustSucceed(call, ({ seen, answer }) => {
          const told = new Set(resourcesIn(answer).flatMap(namesIn));
          const missing = MAPPED.filter((name) => !told.has(name.toLowerCase()));
          if (missing.length === 0) return pass('Every attribute that is mapped is told.', seen);
          const actual = `${missing.join(', ')} missing`;
          return fail(`The schemas do not tell ${missing.join(', ')}.`, { expected: MAPPED.join(', '), actual }, seen);
        }),
    ),
});

/** Of people and groups. externalId belongs to every resource and stands in no schema (RFC 7643 §3.1). */
const MAPPED: readonly string[] = [
  ...['userName', 'active', 'displayName', 'emails', 'name', 'title', 'phoneNumbers', 'addresses', 'members'],
  ...['department', 'employeeNumber', 'manager'],
];

const namesIn = ({ attributes }: Json): string[] =>
  (Array.isArray(attributes) ? (attributes as unknown[]) : []).flatMap((each) =>
    isObject(each) && typeof each.name === 'string' ? [each.name.toLowerCase()] : [],
  );
