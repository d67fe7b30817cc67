import { judgeClearAnswer } from '../judge.ts';
import { defineRule, openIdConnect } from '../rule.ts';

export default defineRule({
  id: 'oidc/answers-clearly',
  level: 'SHOULD',
  says: 'A relying party SHOULD either sign a person in whose genuine answer is unusual in a way that the specifications leave open, or refuse with a page; never with a server error.',
  source: openIdConnect('§2, iat and sub; §3.1.3.7, 10; §3.1.3.8; §5.3.3; §10.1; RFC 6749 §3.1, §5.1'),
  passesOnRefusal: true,
  failsOnRefusal: true,
  judge: (log) =>
    judgeClearAnswer(
      log,
      'oidc/at-hash',
      'oidc/issued-in-future',
      'oidc/issued-long-ago',
      'oidc/key-id-missing',
      'oidc/key-name-twice',
      'oidc/parameter-twice',
      'oidc/subject-long',
      'oidc/token-answer-oversized',
      'oidc/token-answer-type',
      'oidc/userinfo-error',
    ),
});
