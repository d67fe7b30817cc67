import { accountReading, attempts } from '../attempt.ts';
import { each, refusedFor, unchanged } from '../judge.ts';
import { blocked, defineRule, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/disabled-account-stays-out',
  level: 'MUST',
  says: 'A deactivated account MUST NOT come back to life by signing in.',
  source: productRules('sso/disabled-account-stays-out'),
  needs: ['accounts', 'existing-users'],
  passesOnRefusal: true,
  judge(log) {
    const nothing = 'Nobody with a disabled account tried.';
    const disabled = attempts(log).filter(({ facts }) => facts.accountDisabled);
    return each(disabled, nothing, (attempt) => {
      const refused = refusedFor([attempt], log, ['disabled'], nothing, 'bypass');
      if (refused.status === 'fail') return refused;
      const before = accountReading(attempt, 'before');
      if (before?.data.accounts.length === 0) return blocked('There was no disabled account.', before);
      const same = unchanged(attempt);
      if (same.status === 'fail') return { ...same, because: 'The disabled account was changed.' };
      if (refused.status !== 'pass') return refused;
      if (same.status !== 'pass') return same;
      return pass(refused.because, ...refused.evidence, ...same.evidence);
    });
  },
});
