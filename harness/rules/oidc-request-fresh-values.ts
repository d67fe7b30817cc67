import { attempts, authorizationRequests } from '../attempt.ts';
import { each } from '../judge.ts';
import { defineRule, fail, pass, securityPractice } from '../rule.ts';

export default defineRule({
  id: 'oidc/request-fresh-values',
  level: 'SHOULD',
  says: 'A relying party SHOULD send another state, nonce and PKCE challenge with every request.',
  source: securityPractice('§2.1, §2.1.1'),
  judge(log) {
    // Nothing comes before the first.
    const later = attempts(log).slice(1);
    const requests = later.flatMap(authorizationRequests);
    return each(requests, 'No second request was seen.', ({ asked: { repeated }, seen }) => {
      if (repeated.length === 0) return pass('Nothing in the request is as it was in the one before.', seen);
      return fail(
        'What an answer is known by is the same in two requests, so an answer to one fits the other.',
        {
          expected: 'other values than in the request before',
          actual: `again ${repeated.join(', ')}`,
          grade: 'hygiene',
        },
        seen,
      );
    });
  },
});
