import type { CaseLog } from '../observation.ts';
import { isOwn, judgeCalls, named, scimCalls, type Called } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/deletes',
  level: 'MUST',
  says: 'A DELETE MUST be answered with 204 and nothing else, and the resource be gone.',
  source: scimProtocol('§3.6'),
  covers: ['C023', 'C040'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => call.facts.method === 'DELETE' && call.facts.of !== null && isOwn(call) && isFirst(call, log),
      'Nothing was deleted.',
      ({ seen, facts, answer, readings }) => {
        if (answer.status !== 204 || !answer.isEmpty)
          return fail(
            `${named(facts)} was answered with ${answer.status}.`,
            { expected: '204, empty', actual: `${answer.status} ${answer.text.slice(0, 120)}` },
            seen,
          );
        const after = readings.find(({ data }) => data.name === facts.of && data.when === 'after');
        if (!after || after.data.status === null) return blocked('Whether it is gone could not be read.', seen);
        if (after.data.status === 404) return pass('It is gone.', after, seen);
        return fail('It is still there.', { expected: '404', actual: String(after.data.status) }, after, seen);
      },
    ),
});

const isFirst = ({ facts }: Called, log: CaseLog): boolean =>
  scimCalls(log).find(({ facts: { method, of } }) => method === 'DELETE' && of === facts.of)?.facts.call === facts.call;
