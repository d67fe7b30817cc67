import { attempts, sameAddress } from '../attempt.ts';
import { acts, each } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/independent-of-scim',
  level: 'MUST',
  says: 'A user whom SCIM made MUST be an existing user for JIT: they sign in, and no second account is made.',
  source: productRules('jit/independent-of-scim'),
  needs: ['jit', 'scim'],
  judge(log) {
    const [made] = acts(log).filter(({ facts }) => facts.act === 'assign');
    if (!made) return blocked('SCIM made nobody.');
    if (made.facts.outcome.because) return blocked(`SCIM made nobody: ${made.facts.outcome.because.says}.`, made.seen);
    const signIns = attempts(log).filter(({ facts }) => facts.person === made.facts.person && !facts.accountDisabled);
    return each(signIns, 'Whom SCIM made did not sign in.', ({ facts, sessions, accountsAfter, ended }) => {
      const own = accountsAfter.find(({ data }) => data.person === facts.person);
      const [session] = sessions;
      if (!session) return blocked('Who is signed in could not be asked.', made.seen, ...ended);
      if (!sameAddress(session.data.email, facts.email))
        return fail(
          `${facts.email ?? 'Somebody'} did not get in.`,
          { expected: `session of ${facts.email ?? ''}`, actual: session.data.email ?? 'nobody is signed in' },
          session,
          made.seen,
          ...ended,
        );
      if (!own) return blocked('The accounts could not be read.', session);
      if (own.data.accounts.length === 1) return pass('They signed in to the one account that there is.', session, own);
      const actual = `${own.data.accounts.length} accounts`;
      return fail(`There are ${actual} of them.`, { expected: 'one', actual }, own, session);
    });
  },
});
