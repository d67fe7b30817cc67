import { isObject, judgeCalls, named } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/errors-in-scim',
  level: 'MUST',
  says: 'A SCIM server MUST tell an error in the body of the answer: the schema of errors, and the status as a text.',
  source: scimProtocol('§3.12'),
  covers: ['C022', 'R070'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { answer } }) => answer !== null && answer.status >= 400,
      'Nothing was answered with an error.',
      ({ seen, facts, answer: { status, json, text } }) => {
        const error = isObject(json) ? json : {};
        const isError = Array.isArray(error.schemas) && error.schemas.includes(ERROR);
        if (isError && error.status === String(status))
          return pass(`${named(facts)} was answered with a SCIM error.`, seen);
        return fail(
          `${named(facts)} was answered with ${status} and no SCIM error.`,
          { expected: `${ERROR} with status "${status}"`, actual: text.slice(0, 160) || 'nothing', grade: 'hygiene' },
          seen,
        );
      },
    ),
});

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
