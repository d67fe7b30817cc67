import { each, signOutsAt } from '../judge.ts';
import { blocked, defineRule, fail, openIdLogout, pass } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-tells-idp',
  level: 'SHOULD',
  says: 'An application SHOULD send the browser of whoever signs out to the address that its identity provider names for that.',
  source: openIdLogout('rpinitiated', '§2; §2.1'),
  needs: ['rp-initiated-logout'],
  judge: (log) =>
    each(signOutsAt(log, 'application'), 'Nobody signed out at the application.', ({ asked, ended, started }) => {
      if (!ended) return blocked('How the browser fared was not seen.', started);
      const [request] = asked;
      if (request) return pass('The IdP was asked to end its session.', request);
      return fail(
        'The IdP was not asked to end its session: whoever uses the computer next is signed in there.',
        { expected: 'the browser at the end_session_endpoint', actual: 'it never came' },
        ended,
        started,
      );
    }),
});
