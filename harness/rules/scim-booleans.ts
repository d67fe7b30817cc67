import { isObject, judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/booleans',
  level: 'MUST',
  says: 'What is boolean in a SCIM resource MUST be true or false, and no text.',
  source: scimSchema('§2.3.2'),
  covers: ['R014'],
  needs: ['scim'],
  judge: (log) =>
    judgeResources(
      log,
      ({ active, emails, phoneNumbers }) => {
        const primaries = [emails, phoneNumbers].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
        const values = [active, ...primaries.map((each) => (isObject(each) ? each.primary : undefined))];
        const odd = values.find((value) => value !== undefined && value !== null && typeof value !== 'boolean');
        return odd === undefined ? null : `a boolean is ${JSON.stringify(odd)}`;
      },
      'true or false',
    ),
});
