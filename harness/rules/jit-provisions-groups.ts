import { each, firstSignIns, groupsAfter, sameSet } from '../judge.ts';
import { accountReading } from '../attempt.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/provisions-groups',
  level: 'MUST',
  says: 'When Entra ID sends a group claim, its groups MUST be provisioned with the new user.',
  source: productRules('jit/provisions-groups'),
  needs: ['jit', 'accounts', 'groups'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const sent = attempt.emitted?.data.groups;
      if (!Array.isArray(sent) || sent.length === 0)
        return blocked('The IdP sent no groups.', ...(attempt.emitted ? [attempt.emitted] : []));
      const reading = accountReading(attempt, 'after');
      const groups = groupsAfter(attempt);
      if (!reading || !groups)
        return blocked('The groups of the account could not be read back.', ...(reading ? [reading] : []));
      const emitted = attempt.emitted!;
      if (sameSet(sent as string[], groups))
        return pass(`All ${sent.length} groups are there, and no others.`, emitted, reading);
      return fail(
        'The groups of the new account are not those that the IdP sent.',
        { expected: list(sent as string[]), actual: list(groups) },
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
