import { attempts, judgedEnds } from '../attempt.ts';
import { each, outcome, seenIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules, skipped } from '../rule.ts';

export default defineRule({
  id: 'sso/defined-answer',
  level: 'SHOULD',
  says: 'What the specification leaves open SHOULD end in a sign-in or in a refusal that says so, never in a server error.',
  source: productRules('sso/defined-answer'),
  passesOnRefusal: true,
  judge(log) {
    const open = attempts(log).filter(({ facts }) => facts.faults.some(({ expect }) => expect === 'defined'));
    return each(open, 'No sign-in with something that is left open took place.', (attempt) => {
      const { facts, controlAfter } = attempt;
      const request = log.all('idp.request').find(({ data }) => data.attempt === facts.attempt);
      if (facts.faults.some(({ id }) => id === 'saml/relay-state-removed') && request?.data.relayState === null)
        return skipped('The application sends no RelayState, so none can be lost.', request);
      const result = outcome(attempt);
      if (result.kind === 'unclear') return blocked(result.because, ...result.witness);
      const witness = result.kind === 'refused' ? result.witness : seenIn(result.entries);
      const crash = judgedEnds(attempt).find(({ data }) => data.outcome === 'server-error');
      if (!crash)
        return pass(result.kind === 'refused' ? 'It was refused by a page.' : 'It ended in a sign-in.', ...witness);
      return fail(
        'The answer is a server error.',
        {
          expected: 'a sign-in, a 4xx answer or a page',
          actual: `${crash.data.status ?? 'a server error'}`,
          grade: 'hygiene',
        },
        crash,
        ...(controlAfter ? [controlAfter] : []),
      );
    });
  },
});
