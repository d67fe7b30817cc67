import { isCreation, isObject, judgeCalls, mustSucceed, resourcesIn } from '../judge.ts';
import { defineRule, fail, pass, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/server-chosen-id',
  level: 'MUST',
  says: 'The id of a resource MUST be chosen by the server: one that a client sends is ignored.',
  source: scimSchema('§3.1'),
  covers: ['R003'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isCreation(call) && isObject(call.facts.sent) && typeof call.facts.sent.id === 'string',
      'Nobody sent an id.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer }) => {
          const sent = isObject(facts.sent) ? facts.sent.id : undefined;
          const made = resourcesIn(answer)[0]?.id;
          if (made !== undefined && made !== sent) return pass(`The id is ${JSON.stringify(made)}.`, seen);
          return fail(
            'The id is that which was sent.',
            { expected: 'an id of its own', actual: JSON.stringify(made) ?? 'nothing', grade: 'check-missing' },
            seen,
          );
        }),
    ),
});
