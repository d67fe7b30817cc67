import { isObject, judgeCalls, mustSucceed, operationsOf } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/no-value-twice',
  level: 'SHOULD',
  says: 'A value that is there already SHOULD NOT be there twice after it was added again.',
  source: scimProtocol('§3.5.2.1'),
  covers: ['C083', 'R016', 'R062'],
  needs: ['scim', 'scim-groups'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(({ op, path }) => String(op).toLowerCase() === 'add' && path === 'members'),
      'Nothing was added.',
      (call) =>
        mustSucceed(call, ({ seen, facts, readings }) => {
          const after = readings.find(({ data }) => data.name === facts.of && data.when === 'after');
          if (!after || !isObject(after.data.resource)) return blocked('It could not be read afterwards.', seen);
          const { members } = after.data.resource;
          const values = (Array.isArray(members) ? (members as unknown[]) : []).map((each) =>
            isObject(each) ? each.value : each,
          );
          if (new Set(values).size === values.length) return pass('Nobody is there twice.', after, seen);
          return fail('Somebody is there twice.', { expected: 'once', actual: JSON.stringify(values) }, after, seen);
        }),
    ),
});
