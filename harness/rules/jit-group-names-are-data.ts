import { accountReading } from '../attempt.ts';
import { each, firstSignIns, groupsAfter, sameSet } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/group-names-are-data',
  level: 'MUST',
  says: 'Group values MUST be stored as they came, never interpreted as markup, paths or queries.',
  source: productRules('jit/group-names-are-data'),
  needs: ['jit', 'accounts', 'groups'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted } = attempt;
      if (!emitted || !Array.isArray(emitted.data.groups) || emitted.data.groups.length === 0)
        return blocked('The IdP sent no groups.', ...(emitted ? [emitted] : []));
      const sent = emitted.data.groups as string[];
      const reading = accountReading(attempt, 'after');
      const stored = groupsAfter(attempt);
      if (!reading || stored === null)
        return blocked('The groups of the account could not be read back.', ...(reading ? [reading] : []));
      if (sameSet(sent, stored)) return pass('Every value is stored as it came.', emitted, reading);
      const lost = sent.filter((value) => !stored.includes(value));
      const strange = stored.filter((value) => !sent.includes(value));
      return fail(
        'Group values were changed on the way.',
        { expected: lost.join(' | ') || sent.join(' | '), actual: strange.join(' | ') || 'missing' },
        emitted,
        reading,
      );
    });
  },
});
