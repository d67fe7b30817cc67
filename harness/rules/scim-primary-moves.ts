import { isObject, judgeCalls, mustSucceed, operationsOf, type Called, type Json } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/primary-moves',
  level: 'MUST',
  says: 'Marking a value as the primary one MUST take the mark from the one before.',
  source: scimProtocol('§3.5.2'),
  covers: ['R058'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => markedIn(call) !== undefined,
      'Nothing was marked.',
      (call) =>
        mustSucceed(call, ({ seen, facts, readings }) => {
          const after = readings.find(({ data }) => data.name === facts.of && data.when === 'after');
          if (!after || !isObject(after.data.resource)) return blocked('It could not be read afterwards.', seen);
          const { emails } = after.data.resource;
          const values = valuesIn(emails).flatMap((each) => (each.primary === true ? [each.value] : []));
          const wanted = markedIn(call)?.value;
          if (values.length === 1 && values[0] === wanted) return pass('The new one alone is primary.', after, seen);
          const actual = values.join(', ') || 'none';
          return fail(`Primary are: ${actual}.`, { expected: String(wanted), actual }, after, seen);
        }),
    ),
});

const valuesIn = (value: unknown): Json[] => (Array.isArray(value) ? (value as unknown[]).filter(isObject) : []);

/** The address that a PATCH marks. */
const markedIn = (call: Called): Json | undefined =>
  operationsOf(call)
    .filter(({ path }) => path === 'emails')
    .flatMap(({ value }) => valuesIn(value))
    .find(({ primary }) => primary === true);
