import { isCreation, isObject, judgeCalls, mustHold, operationsOf } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/attribute-names-in-any-case',
  level: 'MUST',
  says: 'Names of attributes MUST be known in any letter case, in resources and in the paths of a PATCH.',
  source: scimSchema('§2.1'),
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => call.facts.then !== null && namesIn(call).some(isInCapitals),
      'Nobody named an attribute in capitals.',
      mustHold,
    ),
});

const namesIn = (call: Parameters<typeof isCreation>[0]): unknown[] =>
  isCreation(call)
    ? Object.keys(isObject(call.facts.sent) ? call.facts.sent : {})
    : operationsOf(call).map(({ path }) => path);

const isInCapitals = (name: unknown): boolean => typeof name === 'string' && /^[A-Z]+$/.test(name);
