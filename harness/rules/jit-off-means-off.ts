import { accountReading, attempts, wasKnown, type Attempt } from '../attempt.ts';
import { each, mustBeSignedIn, reasonsToRefuse, refusedFor } from '../judge.ts';
import { blocked, defineRule, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/off-means-off',
  level: 'MUST',
  says: 'An SSO method with JIT off MUST sign existing people in and provision nobody.',
  source: productRules('jit/off-means-off'),
  needs: ['sso-methods', 'accounts', 'existing-users'],
  passesOnRefusal: true,
  judge(log) {
    const off = attempts(log).filter(
      ({ facts }) => !facts.method.jit && facts.method.state === 'verified' && facts.faults.length === 0,
    );
    const unread = off.find((attempt) => !accountReading(attempt, 'before'));
    if (unread) return blocked('Whether there was an account before could not be read.', ...unread.unreadable);
    const welcome = (attempt: Attempt) => reasonsToRefuse(attempt, log).length === 0;
    const known = off.filter((attempt) => wasKnown(attempt) && welcome(attempt));
    const unknown = off.filter((attempt) => !wasKnown(attempt));
    if (known.length === 0 || unknown.length === 0)
      return blocked('It takes one person who has an account and one who has none.');
    return each([...unknown, ...known], '', (attempt) =>
      wasKnown(attempt) ? mustBeSignedIn(attempt) : refusedFor([attempt], log, ['way', 'jit-off'], ''),
    );
  },
});
