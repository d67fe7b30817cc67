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
    return each(changed, 'Nobody signed in again with other letter case.', (attempt) => {
      const reading = accountReading(attempt, 'after');
      if (!reading) return blocked('The accounts could not be read back.');
      const count = reading.data.accounts.length;
      if (count > 1)
        return fail(
          'Another letter case made another account.',
          { expected: 'one account', actual: `${count} accounts` },
          reading,
        );
      const signedIn = mustBeSignedIn(attempt);
      return signedIn.status === 'pass'
        ? pass('The same account, whatever the letter case.', reading, ...signedIn.evidence)
        : signedIn;
    });
  },
});
