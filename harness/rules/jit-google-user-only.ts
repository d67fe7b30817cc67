import { accountMade, each, firstSignIns } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/google-user-only',
  level: 'MUST',
  says: 'From Google Workspace and from an Okta assertion only the user MUST be provisioned: a group attribute makes no groups.',
  source: productRules('jit/google-user-only'),
  needs: ['jit', 'accounts', 'groups'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted, groupsAfter } = attempt;
      if (!emitted?.data.groups?.length) return blocked('The IdP sent no groups.', ...(emitted ? [emitted] : []));
      const made = accountMade(attempt);
      if ('missing' in made) return made.missing;
      const { reading, groups } = made;
      if (groups === null) return blocked('The groups of the account could not be read back.', reading);
      const expected = 'a user and no groups';
      if (groups.length > 0)
        return fail('Groups came with the user.', { expected, actual: groups.join(', ') }, emitted, reading);
      if (groupsAfter && groupsAfter.data.found.length > 0)
        return fail('Groups were made.', { expected, actual: groupsAfter.data.found.join(', ') }, emitted, groupsAfter);
      return pass('The user was provisioned, and no group.', emitted, reading, ...(groupsAfter ? [groupsAfter] : []));
    });
  },
});
