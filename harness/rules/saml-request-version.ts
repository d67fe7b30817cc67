import { judgeRequests, quoted } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-version',
  level: 'MUST',
  says: 'An AuthnRequest MUST say Version 2.0.',
  source: saml('core', '§3.2.1, §4.1.3.1'),
  covers: ['S202'],
  judge: (log) =>
    judgeRequests(log, 'It says Version 2.0.', ({ said }) =>
      said.version === '2.0'
        ? null
        : { because: 'The Version of the request is not 2.0.', expected: '2.0', actual: quoted(said.version) },
    ),
});
