import { isObject, judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/members-shown',
  level: 'SHOULD',
  says: 'A member of a group SHOULD be told by id, type and address.',
  source: scimSchema('§4.2'),
  needs: ['scim', 'scim-groups'],
  judge: (log) =>
    judgeResources(
      log,
      ({ members }, type) => {
        const list = type === 'Group' && Array.isArray(members) ? (members as unknown[]) : [];
        const odd = list.find(
          (each) =>
            !isObject(each) || typeof each.value !== 'string' || each.$ref === undefined || each.type === undefined,
        );
        return odd === undefined ? null : `a member is ${JSON.stringify(odd)}`;
      },
      'value, $ref and type',
    ),
});
