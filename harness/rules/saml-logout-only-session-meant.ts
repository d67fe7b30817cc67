import { judgeBystanders, judgeLogoutFault, notBrought, signOuts } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-only-session-meant',
  level: 'SHOULD',
  says: 'A service provider SHOULD end the session alone that a LogoutRequest names, by person and SessionIndex.',
  source: saml('core', '§3.7.3.2'),
  needs: ['single-logout'],
  passesOnRefusal: true,
  judge: (log) =>
    signOuts(log).some(({ facts }) => facts.faults.some(({ id }) => faults.includes(id)))
      ? judgeLogoutFault(log, ...faults)
      : judgeBystanders(log, (signOut) => notBrought(signOut, 'request')),
});

const faults = [
  'saml/logout-request-other-person',
  'saml/logout-request-other-session',
  'saml/logout-request-replayed',
];
