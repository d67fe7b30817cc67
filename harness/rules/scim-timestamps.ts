import { isObject, judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/timestamps',
  level: 'MUST',
  says: 'meta.created and meta.lastModified MUST be moments (xsd:dateTime), and meta.created MUST never change.',
  source: scimSchema('§2.3.5, §3.1'),
  covers: ['R008'],
  needs: ['scim'],
  judge: (log) => {
    const created = new Map<string, unknown>();
    return judgeResources(
      log,
      ({ id, meta }, type) => {
        const { created: made, lastModified } = isObject(meta) ? meta : {};
        for (const [name, moment] of [
          ['created', made],
          ['lastModified', lastModified],
        ] as const)
          if (moment !== undefined && !isMoment(moment)) return `meta.${name} is ${JSON.stringify(moment)}`;
        const key = `${type} ${JSON.stringify(id)}`;
        const before = created.get(key) ?? made;
        created.set(key, before);
        return made === undefined || isSameMoment(before, made)
          ? null
          : `meta.created is ${JSON.stringify(made)}, and was ${JSON.stringify(before)}`;
      },
      'moments, and the same creation all the time',
    );
  },
});

/** Databases keep fewer digits than a clock has. */
const isSameMoment = (one: unknown, other: unknown): boolean =>
  Math.abs(Date.parse(String(one)) - Date.parse(String(other))) < 1_000;

/** xsd:dateTime, whose zone is optional. */
const isMoment = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/i.test(value);
