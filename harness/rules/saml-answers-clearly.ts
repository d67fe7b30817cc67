import { attempts, judgedEnds, type Attempt } from '../attempt.ts';
import { each, mustBeSignedIn, outcome } from '../judge.ts';
import { blocked, defineRule, fail, pass, xmlSignature, type Finding } from '../rule.ts';

const fault = 'saml/uncommon-algorithm';

export default defineRule({
  id: 'saml/answers-clearly',
  level: 'SHOULD',
  says: 'A service provider SHOULD either sign a person in whose genuine message uses an algorithm that few know, or refuse with a page; never with a server error.',
  source: xmlSignature('§6.1'),
  passesOnRefusal: true,
  failsOnRefusal: true,
  judge(log) {
    const varied = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => id === fault));
    return each(varied, `No sign-in with ${fault} took place.`, answered);
  },
});

function answered(attempt: Attempt): Finding {
  const result = outcome(attempt);
  if (result.kind === 'unclear')
    return blocked(`What became of it cannot be told. ${result.because}`, ...result.witness);
  if (result.kind === 'accepted') return mustBeSignedIn(attempt);
  const crash = judgedEnds(attempt).find(({ data }) => data.outcome === 'server-error');
  if (!crash) return pass('It was refused with a page.', ...result.witness);
  const actual = `${crash.data.status ?? 'a server error'}`;
  return fail(
    'The refusal is a server error.',
    { expected: 'a session, or a page that says no', actual, grade: 'hygiene' },
    crash,
  );
}
