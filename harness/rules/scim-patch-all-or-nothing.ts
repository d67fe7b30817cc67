import { changedAround, judgeCalls, named, operationsOf, succeeded } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-all-or-nothing',
  level: 'MUST',
  says: 'A PATCH MUST be done as a whole or not at all.',
  source: scimProtocol('§3.5.2'),
  covers: ['R056'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).length > 1 && call.facts.then === null,
      'Nobody sent operations of which one cannot be done.',
      (call) => {
        const { seen, facts, answer } = call;
        if (succeeded(answer))
          return fail(
            `${named(facts)} was answered with ${answer.status}, although an operation cannot be done.`,
            { expected: 'an error', actual: String(answer.status) },
            seen,
          );
        const around = changedAround(call);
        if ('doubt' in around) return around.doubt;
        if (around.change === null) return pass('An operation could not be done, and none was.', ...around.evidence);
        return fail(
          `The PATCH was refused, and yet ${around.change}.`,
          { expected: 'nothing changes', actual: around.change },
          ...around.evidence,
        );
      },
    ),
});
