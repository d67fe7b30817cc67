import { each, notTold, signOutsAt } from '../judge.ts';
import { blocked, defineRule, fail, openIdLogout, pass } from '../rule.ts';

/** 204 in the place of 200 is what some frameworks make of an empty answer, and identity providers are to be prepared for it. */
const DONE = [200, 204];

export default defineRule({
  id: 'oidc/logout-token-answered',
  level: 'MUST',
  says: 'An application MUST answer a logout token that it has obeyed with 200.',
  source: openIdLogout('backchannel', '§2.8'),
  needs: ['back-channel-logout'],
  judge: (log) =>
    each(
      signOutsAt(log, 'idp').filter(({ facts }) => facts.faults.length === 0),
      'Nobody signed out at the IdP.',
      (signOut) => {
        const unheard = notTold(signOut, 'back-channel');
        if (unheard) return unheard;
        const seen = signOut.told.find(({ data }) => data.through === 'back-channel');
        if (!seen) return blocked('The IdP was not seen to tell anything.', signOut.started);
        const { status } = seen.data;
        if (status !== null && DONE.includes(status))
          return pass(`The logout token was answered with ${status}.`, seen);
        return fail(
          'The logout token was answered as if it had not been obeyed.',
          { expected: '200 or 204', actual: String(status), grade: 'hygiene' },
          seen,
        );
      },
    ),
});
