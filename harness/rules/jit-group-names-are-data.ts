import { each, firstSignIns, sameSet, storedAccount } from '../judge.ts';
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
      const sent = emitted?.data.groups;
      if (!emitted || !sent?.length || sent === 'overage')
        return blocked('The IdP sent no groups.', ...(emitted ? [emitted] : []));
      const made = storedAccount(attempt);
      if ('missing' in made) return made.missing;
      const { reading, groups: stored } = made;
      if (stored === null) return blocked('The groups of the account could not be read back.', reading);
      if (sameSet(sent, stored)) return pass('Every value is stored as it came.', emitted, reading);
      const lost = sent.filter((value) => !stored.includes(value));
      const strange = stored.filter((value) => !sent.includes(value));
      return fail(
        'Group values were changed on the way.',
        { expected: (lost.length ? lost : sent).join(' | '), actual: strange.join(' | ') || 'missing' },
        emitted,
        reading,
      );
    });
  },
});
