import { accountMade, each, firstSignIns, mustBeSignedIn } from '../judge.ts';
import { defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/creates-new-user',
  level: 'MUST',
  says: 'A person without an account who signs in through the JIT login URL of a verified method MUST get exactly one account and be signed in.',
  source: productRules('jit/creates-new-user'),
  needs: ['jit', 'accounts'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const made = accountMade(attempt);
      if ('missing' in made) return made.missing;
      const { before, reading, count } = made;
      if (count !== 1)
        return fail('More than one account was made.', { expected: 'one account', actual: `${count}` }, reading);
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status !== 'pass') return signedIn;
      return pass('One account was made, and the person is signed in.', before, reading, ...signedIn.evidence);
    });
  },
});
