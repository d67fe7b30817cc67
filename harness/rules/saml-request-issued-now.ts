import { eachRequest } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-issued-now',
  level: 'SHOULD',
  says: 'The IssueInstant of an AuthnRequest SHOULD be the time at which it is issued.',
  source: saml('core', '§3.2.1'),
  covers: ['S202'],
  judge: (log) =>
    eachRequest(log, ({ seen, said }) => {
      const minutes = said.issueInstant?.minutesAgo ?? null;
      if (minutes === null) return blocked('The request does not say when it was issued.', seen);
      if (Math.abs(minutes) <= TOLERANCE) return pass('It was issued just before it came.', seen);
      const actual = `${Math.abs(minutes)} minutes ${minutes > 0 ? 'before' : 'after'} it came`;
      return fail('The time of issue is not the time.', { expected: 'now', actual, grade: 'hygiene' }, seen);
    }),
});

/** Minutes by which clocks may differ. A time zone that was taken for UTC is off by more. */
const TOLERANCE = 10;
