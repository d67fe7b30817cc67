import { accountReading } from '../attempt.ts';
import { accountAfter, each, firstSignIns, mustBeSignedIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/creates-new-user',
  level: 'MUST',
  says: 'A person without an account who signs in through the JIT login URL of a verified method MUST get exactly one account and be signed in.',
  source: productRules('jit/creates-new-user'),
  needs: ['jit', 'accounts'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const before = accountReading(attempt, 'before');
      if (!before) return blocked('Whether there was an account before could not be read.');
      const after = accountAfter(attempt);
      if ('missing' in after) return after.missing;
      const count = after.reading.data.accounts.length;
      if (count !== 1)
        return fail('More than one account was made.', { expected: 'one account', actual: `${count}` }, after.reading);
      const signedIn = mustBeSignedIn(attempt);
      return signedIn.status === 'pass'
        ? pass('One account was made, and the person is signed in.', before, after.reading, ...signedIn.evidence)
        : signedIn;
    });
  },
});
