import { attempts, authorizationRequests } from '../attempt.ts';
import { each } from '../judge.ts';
import { defineRule, fail, pass, securityPractice } from '../rule.ts';

export default defineRule({
  id: 'oidc/request-pkce',
  level: 'SHOULD',
  says: 'A relying party that has a secret SHOULD send a PKCE challenge by S256 with every request for a code.',
  source: securityPractice('§2.1.1'),
  judge(log) {
    const requests = attempts(log).flatMap(authorizationRequests);
    const forCodes = requests.filter(({ asked }) => asked.responseType.split(' ').includes('code'));
    return each(forCodes, 'No code was asked for.', ({ asked: { challenge }, seen }) => {
      if (challenge === 'S256') return pass('The request carries a challenge by S256.', seen);
      const actual = challenge === null ? 'no challenge' : `a challenge by ${challenge}`;
      return fail(
        'Who gets hold of a code can have it redeemed in a sign-in of their own.',
        { expected: 'a challenge by S256', actual, grade: 'hygiene' },
        seen,
      );
    });
  },
});
