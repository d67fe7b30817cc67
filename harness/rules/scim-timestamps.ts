import { isObject, judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/timestamps',
  level: 'MUST',
  says: 'meta.created and meta.lastModified MUST be moments with a time zone, and meta.created MUST never change.',
  source: scimSchema('§2.3.5, §3.1'),
  covers: ['R008'],
  needs: ['scim'],
  judge: (log) => {
    const created = new Map<unknown, unknown>();
    return judgeResources(
      log,
      ({ id, meta }) => {
        const { created: made, lastModified } = isObject(meta) ? meta : {};
        for (const [name, moment] of [
          ['created', made],
          ['lastModified', lastModified],
        ] as const)
          if (moment !== undefined && !isMoment(moment)) return `meta.${name} is ${JSON.stringify(moment)}`;
        const before = created.get(id) ?? made;
        created.set(id, before);
        return made === undefined || before === made
          ? null
          : `meta.created is ${JSON.stringify(made)}, and was ${JSON.stringify(before)}`;
      },
      'moments with a time zone, and the same creation all the time',
    );
  },
});

/** xsd:dateTime with its zone. */
const isMoment = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(value);
