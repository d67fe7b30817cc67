import { changedAround, judgeCalls, NOBODY, operationsOf } from '../judge.ts';
import { defineRule, fail, pass, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/unknown-member',
  level: 'SHOULD',
  says: 'A member that there is not SHOULD be refused or left aside, and be in no group.',
  source: scimSchema('§4.2'),
  covers: ['C087'],
  needs: ['scim', 'scim-groups'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(({ value }) => JSON.stringify(value ?? null).includes(NOBODY)),
      'Nobody was added who is not there.',
      (call) => {
        const around = changedAround(call);
        if ('doubt' in around) return around.doubt;
        const { evidence, change } = around;
        const { status } = call.answer;
        if (change !== null)
          return fail(
            'Somebody is a member who is not there.',
            { expected: 'no such member', actual: change },
            ...evidence,
          );
        if (status < 500) return pass(`It was answered with ${status}, and nobody is there.`, ...evidence);
        return fail(
          `It was answered with ${status}.`,
          { expected: '4xx, or success', actual: String(status) },
          ...evidence,
        );
      },
    ),
});
