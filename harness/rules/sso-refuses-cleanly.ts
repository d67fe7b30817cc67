import { attempts, judgedEnds } from '../attempt.ts';
import { each, reasonsToRefuse, refusal, seenIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/refuses-cleanly',
  level: 'SHOULD',
  says: 'A refusal SHOULD be an answer of the 4xx kind or a page that says so, not a server error.',
  source: productRules('sso/refuses-cleanly'),
  passesOnRefusal: true,
  judge(log) {
    const refused = attempts(log).filter(
      (attempt) => reasonsToRefuse(attempt, log).length > 0 && !attempt.refusedByIdp,
    );
    return each(refused, 'No sign-in had to be refused by the application.', (attempt) => {
      const result = refusal(attempt, reasonsToRefuse(attempt, log));
      if (result.kind === 'unclear') return blocked(result.because, ...result.witness);
      if (result.kind === 'accepted') return blocked('It was not refused at all.', ...seenIn(result.entries));
      const crash = judgedEnds(attempt).find(({ data }) => data.outcome === 'server-error');
      if (!crash) return pass('The refusal is a page.', ...result.witness);
      const actual = `${crash.data.status ?? 'a server error'}`;
      return fail(
        'The refusal is a server error.',
        { expected: 'a 4xx answer or a page', actual, grade: 'hygiene' },
        crash,
        ...(attempt.controlAfter ? [attempt.controlAfter] : []),
      );
    });
  },
});
