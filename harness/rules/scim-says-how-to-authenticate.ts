import { judgeCalls } from '../judge.ts';
import { defineRule, fail, pass, rfc } from '../rule.ts';

export default defineRule({
  id: 'scim/says-how-to-authenticate',
  level: 'SHOULD',
  says: 'An answer with 401 SHOULD say how to authenticate (WWW-Authenticate).',
  source: rfc(9110, '§11.6.1', 'HTTP Semantics'),
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { answer } }) => answer?.status === 401,
      'Nothing was answered with 401.',
      ({ seen, answer: { headers } }) => {
        const challenge = headers['www-authenticate'];
        if (challenge !== undefined) return pass(`It says: ${challenge}.`, seen);
        return fail(
          'It does not say how.',
          { expected: 'WWW-Authenticate', actual: 'nothing', grade: 'hygiene' },
          seen,
        );
      },
    ),
});
