import { attempts } from '../attempt.ts';
import { each } from '../judge.ts';
import { defineRule, fail, pass, securityPractice } from '../rule.ts';

export default defineRule({
  id: 'oidc/request-pkce',
  level: 'SHOULD',
  says: 'A relying party that has a secret SHOULD send a PKCE challenge by S256 with every request for a code.',
  source: securityPractice('§2.1.1'),
  judge(log) {
    const requests = attempts(log).flatMap(({ happened }) => happened.filter(({ data }) => data.asked));
    const forCodes = requests.filter(({ data }) => data.asked?.responseType.split(' ').includes('code'));
    return each(forCodes, 'No code was asked for.', (request) => {
      const challenge = request.data.asked?.challenge ?? null;
      if (challenge === 'S256') return pass('The request carries a challenge by S256.', request);
      const actual = challenge === null ? 'no challenge' : `a challenge by ${challenge}`;
      return fail(
        'Who gets hold of a code can have it redeemed in a sign-in of their own.',
        { expected: 'a challenge by S256', actual, grade: 'hygiene' },
        request,
      );
    });
  },
});
