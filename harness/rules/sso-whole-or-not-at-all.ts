import { attempts } from '../attempt.ts';
import { each, mustBeSignedIn, outcome, reasonsToRefuse, seenIn, told } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/whole-or-not-at-all',
  level: 'MUST',
  says: 'A sign-in that a product may take or refuse MUST end as one of the two: exactly the person whom the IdP names is signed in, or nobody is and nothing is left.',
  source: productRules('jit/refused-sign-in-leaves-nothing'),
  passesOnRefusal: true,
  judge(log) {
    const free = attempts(log).filter(
      (attempt) => attempt.facts.faults.length === 0 && reasonsToRefuse(attempt, log).length === 0,
    );
    return each(free, 'Nobody signed in who may be let in or refused.', (attempt) => {
      const signedIn = mustBeSignedIn(attempt);
      if (signedIn.status === 'pass') return signedIn;
      if (signedIn.status === 'fail' && signedIn.grade === 'bypass') return signedIn;
      const result = outcome(attempt);
      if (result.kind === 'refused') return pass('Refused, and nothing is left.', ...result.witness);
      if (result.kind === 'unclear') return blocked(result.because, ...result.witness);
      return fail(
        'The person is not signed in, and yet something was made.',
        { expected: 'a session of the person, or nothing', actual: told(result.entries) },
        ...seenIn(result.entries),
      );
    });
  },
});
