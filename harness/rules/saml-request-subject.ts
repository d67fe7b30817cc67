import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-subject',
  level: 'MUST',
  says: 'A Subject in an AuthnRequest MUST not hold a SubjectConfirmation.',
  source: saml('profiles', '§4.1.4.1'),
  covers: ['S210'],
  judge: (log) =>
    judgeRequests(log, 'It confirms nobody.', ({ said }) =>
      (said.subjectConfirmations ?? 0) === 0
        ? null
        : {
            because: 'The Subject holds a SubjectConfirmation.',
            expected: 'a Subject that names somebody, or none',
            actual: `${said.subjectConfirmations} SubjectConfirmations`,
          },
    ),
});
