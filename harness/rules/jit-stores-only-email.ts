import { accountAfter, each, firstSignIns } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules, skipped } from '../rule.ts';

export default defineRule({
  id: 'jit/stores-only-email',
  level: 'MUST',
  says: 'An account made by a JIT login MUST hold the email address and no other personal value that the IdP sent.',
  source: productRules('jit/stores-only-email'),
  needs: ['jit', 'accounts'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted } = attempt;
      if (!emitted) return blocked('The IdP sent nothing.');
      const after = accountAfter(attempt);
      if ('missing' in after)
        return after.missing.status === 'fail'
          ? blocked(after.missing.because, ...after.missing.evidence)
          : after.missing;
      const { reading } = after;
      if (!reading.data.complete)
        return skipped(
          'The target file does not promise that what it reads back is all that is stored (observe.account.complete).',
          reading,
        );
      const sent = Object.entries(emitted.data.personal);
      if (sent.length === 0)
        return blocked('The IdP sent no personal value beside the email, so nothing could have been stored.', emitted);
      const stored = JSON.stringify(reading.data.accounts.map(({ fields }) => fields)).toLowerCase();
      const leaked = sent.filter(([, value]) => stored.includes(JSON.stringify(value).slice(1, -1).toLowerCase()));
      if (leaked.length === 0)
        return pass(`None of the ${sent.length} other values that the IdP sent is stored.`, emitted, reading);
      const names = leaked.map(([name, value]) => `${name} (${value})`).join(', ');
      return fail(
        'The account holds more than the email.',
        { expected: 'the email address alone', actual: names },
        reading,
        emitted,
      );
    });
  },
});
