import { accountReading, attempts, sameAddress, type Attempt } from '../attempt.ts';
import { accountChanges, each, outcome, reasonsToRefuse } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules, type Finding } from '../rule.ts';

export default defineRule({
  id: 'jit/changed-address',
  level: 'MUST',
  says: "When a person's address has changed at the IdP, their account of the earlier address MUST stay as it was, and nobody but this person may be signed in.",
  source: productRules('jit/leaves-existing-user-alone'),
  needs: ['jit', 'accounts'],
  passesOnRefusal: true,
  judge(log) {
    const moved = attempts(log).filter(
      (attempt) => attempt.facts.changed.includes('email') && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(moved, 'Nobody came whose address had changed.', (attempt) => {
      const earlier = `${attempt.facts.person} before the change`;
      const before = accountReading(attempt, 'before', earlier);
      const after = accountReading(attempt, 'after', earlier);
      if (!before || !after) return blocked('The account of the earlier address could not be read.', attempt.started);
      if (before.data.accounts.length === 0) return blocked('There was no account of the earlier address.', before);
      const fields = ({ data }: typeof before) => data.accounts.map((account) => account.fields);
      const changes = accountChanges({ accounts: fields(before) }, { accounts: fields(after) });
      if (changes.length > 0)
        return fail(
          'The account of the earlier address was changed.',
          { expected: 'the account as it was', actual: changes.map(({ is }) => is).join(', ') },
          before,
          after,
        );
      return whoIsIn(attempt, before.data.email);
    });
  },
});

/** The person under either address, or nobody. */
function whoIsIn(attempt: Attempt, earlier: string): Finding {
  const stranger = attempt.sessions.find(
    ({ data }) => data.email !== null && ![attempt.facts.email, earlier].some((own) => sameAddress(own, data.email)),
  );
  if (stranger)
    return fail(
      'Somebody else is signed in.',
      { expected: 'the person, or nobody', actual: `a session of ${stranger.data.email}`, grade: 'bypass' },
      stranger,
    );
  const inside = attempt.sessions.find(({ data }) => data.email !== null);
  if (inside) return pass(`Signed in as ${inside.data.email}, and the earlier account is as it was.`, inside);
  const result = outcome(attempt);
  if (result.kind === 'refused') return pass('Refused, and the earlier account is as it was.', ...result.witness);
  return blocked(result.kind === 'unclear' ? result.because : 'An account was made, and nobody is signed in.');
}
