import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-utc',
  level: 'MUST',
  says: 'The IssueInstant of an AuthnRequest MUST be there, in UTC.',
  source: saml('core', '§3.2.1, §1.3.3'),
  covers: ['S202'],
  judge: (log) =>
    judgeRequests(log, 'It was issued at a time in UTC.', ({ said }) =>
      said.issueInstant?.form === 'utc'
        ? null
        : {
            because: 'The IssueInstant is no time in UTC.',
            expected: 'a time like 2026-11-23T12:00:00Z',
            actual: { local: 'a time of another zone', unreadable: 'no time', none: 'nothing' }[
              said.issueInstant?.form === 'local' ? 'local' : said.issueInstant ? 'unreadable' : 'none'
            ],
          },
    ),
});
