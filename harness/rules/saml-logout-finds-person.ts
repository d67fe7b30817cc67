import { judgeEnded, namesStrongly } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-finds-person',
  level: 'SHOULD',
  says: 'A service provider SHOULD find the session that a LogoutRequest names also where the Format of the NameID is left out.',
  source: {
    title: 'Entra ID leaves out the Format that its assertion has',
    at: 'spring-attic/spring-security-saml#458',
    basis: 'capture',
    checked: '2026-11-24',
  },
  needs: ['single-logout'],
  judge: (log) => judgeEnded(log, (signOut) => !namesStrongly(signOut)),
});
