import { judgeCalls, named } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/media-type',
  level: 'MUST',
  says: 'A SCIM server MUST answer a client that asks for application/scim+json in that media type.',
  source: scimProtocol('§3.1, §3.8'),
  covers: ['C016', 'R072'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { answer } }) => answer !== null && !answer.isEmpty && !BY_GATEWAY.has(answer.status),
      'No answer with a body was seen.',
      ({ seen, facts, answer }) => {
        const type = (answer.headers['content-type'] ?? 'nothing').split(';')[0]?.trim().toLowerCase() ?? '';
        if (type === 'application/scim+json') return pass(`${named(facts)} was answered in ${type}.`, seen);
        return fail(
          `${named(facts)} was answered in ${type}.`,
          { expected: 'application/scim+json', actual: type, grade: 'hygiene' },
          seen,
        );
      },
    ),
});

/** What stands in front of the server may have answered. */
const BY_GATEWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
