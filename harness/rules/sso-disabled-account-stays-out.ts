import { accountReading, attempts } from '../attempt.ts';
import { each, mustBeRefused } from '../judge.ts';
import { blocked, defineRule, fail, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/disabled-account-stays-out',
  level: 'MUST',
  says: 'A deactivated account MUST NOT come back to life by signing in.',
  source: productRules('sso/disabled-account-stays-out'),
  needs: ['accounts', 'existing-users'],
  passesOnRefusal: true,
  judge(log) {
    const disabled = attempts(log).filter(({ facts }) => facts.accountDisabled);
    return each(disabled, 'Nobody with a disabled account tried.', (attempt) => {
      const before = accountReading(attempt, 'before');
      const after = accountReading(attempt, 'after');
      if (!before?.data.accounts.length || !after)
        return blocked('The disabled account could not be read before and after.');
      if (JSON.stringify(before.data.accounts) !== JSON.stringify(after.data.accounts)) {
        return fail(
          'The disabled account was changed.',
          { expected: JSON.stringify(before.data.accounts), actual: JSON.stringify(after.data.accounts) },
          before,
          after,
        );
      }
      return mustBeRefused(attempt, 'the account is disabled', 'bypass');
    });
  },
});
