import { isObject, judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/one-primary',
  level: 'MUST',
  says: 'At most one value of a multi-valued attribute MUST be marked as the primary one.',
  source: scimSchema('§2.4'),
  covers: ['R015'],
  needs: ['scim'],
  judge: (log) =>
    judgeResources(
      log,
      (resource) => {
        const crowded = Object.entries(resource).find(
          ([, list]) =>
            Array.isArray(list) &&
            (list as unknown[]).filter((each) => isObject(each) && each.primary === true).length > 1,
        );
        return crowded ? `${crowded[0]} has several primary values` : null;
      },
      'one primary value at most',
    ),
});
