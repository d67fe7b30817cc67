import { changedAround, isObject, judgeCalls, named, operationsOf } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/read-only-not-patched',
  level: 'MUST',
  says: 'A PATCH MUST NOT change what is read-only.',
  source: scimProtocol('§3.5.2'),
  covers: ['R059'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        operationsOf(call).some(
          ({ path, value }) =>
            isReadOnly(path) || (path === undefined && isObject(value) && Object.keys(value).some(isReadOnly)),
        ),
      'Nobody wanted to change what is read-only.',
      (call) => {
        const around = changedAround(call);
        if ('doubt' in around) return around.doubt;
        const { evidence, change } = around;
        if (change === null) return pass('What is read-only stayed as it was.', ...evidence);
        return fail(
          `After ${named(call.facts)} ${change}.`,
          { expected: 'nothing changes', actual: change, grade: 'check-missing' },
          ...evidence,
        );
      },
    ),
});

const isReadOnly = (name: unknown): boolean => name === 'id' || name === 'groups';
