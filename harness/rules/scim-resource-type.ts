import { isObject, judgeResources } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/resource-type',
  level: 'MUST',
  says: 'meta.resourceType of a SCIM resource MUST be the name of its resource type.',
  source: scimProtocol('§3.3.1'),
  covers: ['C021', 'R006'],
  needs: ['scim'],
  judge: (log) =>
    judgeResources(
      log,
      ({ meta }, type) => {
        const told = isObject(meta) ? meta.resourceType : undefined;
        return told === type ? null : `meta.resourceType of a ${type} is ${JSON.stringify(told) ?? 'missing'}`;
      },
      'meta.resourceType is User or Group',
    ),
});
