import { accountAfter, each, firstSignIns, groupsAfter } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/google-user-only',
  level: 'MUST',
  says: 'From Google Workspace and from an Okta assertion only the user MUST be provisioned: a group attribute makes no groups.',
  source: productRules('jit/google-user-only'),
  needs: ['jit', 'accounts', 'groups'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted } = attempt;
      if (!emitted || !Array.isArray(emitted.data.groups) || emitted.data.groups.length === 0)
        return blocked('The IdP sent no groups.', ...(emitted ? [emitted] : []));
      const after = accountAfter(attempt);
      if ('missing' in after) return after.missing;
      const groups = groupsAfter(attempt);
      if (groups === null) return blocked('The groups of the account could not be read back.', after.reading);
      const expected = 'a user and no groups';
      if (groups.length > 0)
        return fail('Groups came with the user.', { expected, actual: groups.join(', ') }, emitted, after.reading);
      const made = attempt.groupsAfter?.data.found ?? [];
      if (made.length > 0)
        return fail(
          'Groups were made.',
          { expected, actual: made.join(', ') },
          emitted,
          attempt.groupsAfter ?? after.reading,
        );
      return pass('The user was provisioned, and no group.', emitted, after.reading);
    });
  },
});
