import { judgeCalls, mustHold, named, resourcesIn } from '../judge.ts';
import { defineRule, fail, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/put-replaces',
  level: 'MUST',
  says: 'A PUT MUST replace the resource and be answered with 200 and the whole of it.',
  source: scimProtocol('§3.5.1'),
  covers: ['R048', 'R050', 'R051'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, of, then } }) => method === 'PUT' && of !== null && then !== null,
      'Nothing was put.',
      (call) => {
        const { seen, facts, answer } = call;
        const found = mustHold(call);
        if (found.status !== 'pass') return found;
        if (answer.status === 200 && resourcesIn(answer).length === 1) return found;
        return fail(
          `${named(facts)} was answered with ${answer.status}.`,
          { expected: '200 and the resource', actual: `${answer.status} ${answer.text.slice(0, 120)}` },
          seen,
        );
      },
    ),
});
