import { judgeBystanders, judgeOidcLogoutFault, notTold, signOuts } from '../judge.ts';
import { defineRule, openIdLogout } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-only-session-meant',
  level: 'SHOULD',
  says: 'An application SHOULD end the session alone that a logout token names, and by the same token none that began later.',
  source: openIdLogout('backchannel', '§2.4; §2.6; §2.7'),
  needs: ['back-channel-logout'],
  passesOnRefusal: true,
  judge: (log) =>
    signOuts(log).some(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)))
      ? judgeOidcLogoutFault(log, 'back-channel', ...faults)
      : judgeBystanders(log, (signOut) => notTold(signOut, 'back-channel')),
});

const faults = ['oidc/logout-token-other-person', 'oidc/logout-token-other-session', 'oidc/logout-token-replayed'];
