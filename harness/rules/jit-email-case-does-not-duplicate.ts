import { accountReading } from '../attempt.ts';
import { each, laterSignIns, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/email-case-does-not-duplicate',
  level: 'MUST',
  says: 'An address that differs only in letter case MUST be the same account.',
  source: productRules('jit/email-case-does-not-duplicate'),
  needs: ['accounts'],
  judge(log) {
    const changed = laterSignIns(log).filter(({ facts }) => facts.changed.includes('email-case'));
    return each(changed, 'Nobody who had an account signed in with other letter case.', (attempt) => {
      const reading = accountReading(attempt, 'after');
      if (!reading) return blocked('The accounts could not be read back.', ...attempt.unreadable);
      const count = reading.data.accounts.length;
      if (count !== 1)
        return fail(
          count === 0 ? 'The account is gone.' : 'Another letter case made another account.',
          { expected: 'one account', actual: `${count} accounts` },
          reading,
        );
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass') return signedIn;
      return pass('The same account, whatever the letter case.', reading, ...signedIn.evidence);
    });
  },
});
