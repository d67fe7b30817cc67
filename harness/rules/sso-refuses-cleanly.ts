import { attempts, judgedBrowsers, outcome } from '../attempt.ts';
import { each, reasonToRefuse } from '../judge.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'sso/refuses-cleanly',
  level: 'SHOULD',
  says: 'A refusal SHOULD be an answer of the 4xx kind or a page that says so, not a server error.',
  source: productRules('sso/refuses-cleanly'),
  passesOnRefusal: true,
  judge(log) {
    const refused = attempts(log).filter((attempt) => reasonToRefuse(attempt, log) !== null && !attempt.refusedByIdp);
    return each(refused, 'No sign-in had to be refused by the application.', (attempt) => {
      const ends = attempt.ended.filter(({ data }) => judgedBrowsers(attempt).includes(data.browser));
      const crashed = ends.find(({ data }) => data.outcome === 'server-error');
      if (crashed && !attempt.sessions.some(({ data }) => data.email !== null)) {
        return fail(
          'The refusal is a server error.',
          { expected: 'a 4xx answer or a page', actual: `${crashed.data.status}`, grade: 'hygiene' },
          crashed,
        );
      }
      const result = outcome(attempt);
      if (result.kind === 'unclear') return blocked(result.because, ...result.witness);
      if (result.kind === 'accepted') return blocked('It was not refused at all.', ...result.witness);
      return pass('The refusal is a page.', ...result.witness);
    });
  },
});
