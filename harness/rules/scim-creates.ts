import { isCreation, isObject, judgeCalls, mustHold, mustSucceed, named, resourcesIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/creates',
  level: 'MUST',
  says: 'A SCIM server MUST make the resource that a POST describes, and answer with its id.',
  source: scimProtocol('§3.3'),
  covers: ['R002'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isCreation(call) && call.facts.kept !== null,
      'Nothing was to be made.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer, readings }) => {
          const after = readings.find(({ data }) => data.name === facts.kept && data.when === 'after');
          const id = resourcesIn(answer)[0]?.id;
          if (id === undefined)
            return fail(
              'The answer holds no resource with an id.',
              { expected: 'an id', actual: answer.text.slice(0, 160) || 'nothing' },
              seen,
            );
          if (!after || after.data.status === null) return blocked('What was made could not be read.', seen);
          if (isObject(after.data.resource) && after.data.resource.id === id)
            return facts.then ? mustHold(call) : pass(`${named(facts)} made it.`, after, seen);
          return fail(
            'What was made is not there.',
            { expected: '200', actual: String(after.data.status) },
            after,
            seen,
          );
        }),
    ),
});
