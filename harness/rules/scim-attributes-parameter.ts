import { judgeCalls, mustSucceed, resourcesIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/attributes-parameter',
  level: 'MUST',
  says: 'Only the attributes that a client names, and those that are always returned, MUST be returned; those that it excludes MUST NOT.',
  source: scimProtocol('§3.9'),
  covers: ['C072', 'R047'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { query } }) => query.attributes !== undefined || query.excludedAttributes !== undefined,
      'Nobody named attributes.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer }) => {
          const { attributes, excludedAttributes } = facts.query;
          const resource = resourcesIn(answer)[0];
          if (!resource) return blocked('Nothing was returned.', seen);
          const named = (list: string | undefined) => list?.toLowerCase().split(',');
          const [wanted, unwanted] = [named(attributes), named(excludedAttributes)];
          const names = Object.keys(resource);
          const tooMuch = names.find(
            (name) =>
              unwanted?.includes(name.toLowerCase()) ??
              (wanted && ![...wanted, ...ALWAYS].includes(name.toLowerCase())),
          );
          if (tooMuch !== undefined)
            return fail(
              `${tooMuch} is there too.`,
              { expected: attributes ?? `without ${excludedAttributes}`, actual: names.join(', ') },
              seen,
            );
          const missing = (wanted ?? ['id']).find((name) => !names.some((each) => each.toLowerCase() === name));
          if (missing !== undefined)
            return fail(`${missing} is missing.`, { expected: missing, actual: names.join(', ') }, seen);
          return pass(`What is there: ${names.join(', ')}.`, seen);
        }),
    ),
});

/** meta is returned by default, and often always. */
const ALWAYS: readonly string[] = ['id', 'schemas', 'meta'];
