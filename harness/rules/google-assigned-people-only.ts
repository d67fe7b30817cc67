import { attempts, reached } from '../attempt.ts';
import { each } from '../judge.ts';
import { blocked, defineRule, fail, pass } from '../rule.ts';

export default defineRule({
  id: 'google/assigned-people-only',
  level: 'MUST',
  says: "The Google mock MUST let in only people whose organisational unit or group has the SSO profile; everybody else gets Google's own error and never reaches the application.",
  source: {
    title: 'SAML app error messages',
    at: 'https://support.google.com/a/answer/6301076',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
  subject: 'mock',
  judge(log) {
    const both = attempts(log);
    if (!both.some(({ facts }) => facts.assigned) || both.every(({ facts }) => facts.assigned)) {
      return blocked('It takes one person with the SSO profile and one without.');
    }
    return each(both, 'Nobody tried.', (attempt) => {
      if (attempt.facts.assigned) {
        return attempt.emitted
          ? pass('The assigned person was let through.', attempt.emitted)
          : blocked('The assigned person was not let through either.', attempt.started);
      }
      if (attempt.emitted)
        return fail(
          'A person without the SSO profile was let through.',
          { expected: '403 app_not_enabled_for_user', actual: 'a SAML response' },
          attempt.emitted,
        );
      if (reached(attempt))
        return fail(
          'A person without the SSO profile reached the application.',
          { expected: 'nothing for the application', actual: 'a message' },
          attempt.started,
          ...attempt.ended,
        );
      const refused = attempt.refusedByIdp;
      if (!refused) return blocked('The IdP was not reached.', attempt.started);
      if (refused.data.code !== 'app_not_enabled_for_user' || refused.data.status !== 403) {
        return fail(
          "The error is not Google's.",
          { expected: '403 app_not_enabled_for_user', actual: `${refused.data.status} ${refused.data.code}` },
          refused,
        );
      }
      return pass("Google's own error, and nothing for the application.", refused);
    });
  },
});
