import { each, endWords, notTold, signOutsAt, unmet } from '../judge.ts';
import { blocked, defineRule, fail, openIdLogout, pass } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-return-answered',
  level: 'SHOULD',
  says: 'An application SHOULD show a page to whoever comes back from a logout, whatever state comes along.',
  source: openIdLogout('rpinitiated', '§2, state; §3'),
  needs: ['rp-initiated-logout'],
  judge: (log) =>
    each(signOutsAt(log, 'application'), 'Nobody signed out at the application.', (signOut) => {
      const { ended, started } = signOut;
      const unheard =
        ended?.data.outcome === 'server-error' ? undefined : (unmet(signOut) ?? notTold(signOut, 'return'));
      if (unheard) return unheard;
      if (!ended) return blocked('How the browser fared was not seen.', started);
      const { outcome, status } = ended.data;
      if (outcome === 'page') return pass('The browser came back to a page.', ended, ...signOut.told);
      return fail(
        'The browser came back to an error.',
        { expected: 'a page', actual: `${endWords[outcome]} (${status ?? 'no status'})`, grade: 'hygiene' },
        ended,
        ...signOut.told,
      );
    }),
});
