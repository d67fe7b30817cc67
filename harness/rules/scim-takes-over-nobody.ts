import { changedAround, isCreation, judgeCalls, resourcesIn, succeeded } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/takes-over-nobody',
  level: 'MUST',
  says: 'Whoever makes a user with the token of one team MUST NOT get hold of the user of that name in another.',
  source: scimProtocol('§6, §7.3'),
  covers: ['B032'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isCreation(call) && call.facts.caller === 'other-team',
      'Nobody was made with the token of another team.',
      (call) => {
        const around = changedAround(call);
        if ('doubt' in around) return around.doubt;
        const { evidence, change } = around;
        const expected = 'a conflict, or another user';
        if (change !== null)
          return fail(`Of the first team ${change}.`, { expected, actual: change, grade: 'bypass' }, ...evidence);
        const made = succeeded(call.answer) ? resourcesIn(call.answer)[0]?.id : undefined;
        const isTaken = call.readings.some(({ data }) => (data.resource as { id?: unknown } | null)?.id === made);
        if (made === undefined || !isTaken)
          return pass(
            made === undefined ? `It was answered with ${call.answer.status}.` : 'It is another user.',
            ...evidence,
          );
        return fail(
          'It is the user of the first team.',
          { expected, actual: 'the same id', grade: 'bypass' },
          ...evidence,
        );
      },
    ),
});
