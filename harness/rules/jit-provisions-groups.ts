import { each, firstSignIns, sameSet, storedAccount } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/provisions-groups',
  level: 'MUST',
  says: 'When Entra ID sends a group claim, its groups MUST be provisioned with the new user.',
  source: productRules('jit/provisions-groups'),
  needs: ['jit', 'accounts', 'groups'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted } = attempt;
      const sent = emitted?.data.groups;
      if (!emitted || !sent?.length || sent === 'overage')
        return blocked('The IdP sent no groups.', ...(emitted ? [emitted] : []));
      const made = storedAccount(attempt);
      if ('missing' in made) return made.missing;
      const { reading, groups } = made;
      if (groups === null) return blocked('The groups of the account could not be read back.', reading);
      const { groupsAfter } = attempt;
      if (sameSet(sent, groups) && groupsAfter && groupsAfter.data.found.length === 0)
        return blocked(
          'observe.groups shows none of them, so groups left behind would not be seen either.',
          groupsAfter,
        );
      if (sameSet(sent, groups))
        return pass(`All groups are there, and no others (${groups.length}).`, emitted, reading);
      return fail(
        'The groups of the new account are not those that the IdP sent.',
        { expected: list(sent), actual: list(groups) },
        emitted,
        reading,
      );
    });
  },
});

const list = (groups: readonly string[]) =>
  groups.length === 0
    ? 'no groups'
    : `${groups.length}: ${[...groups].sort().slice(0, 6).join(', ')}${groups.length > 6 ? ' …' : ''}`;
