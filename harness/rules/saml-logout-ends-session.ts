import { each, isLeft, notBrought, ownSession, signOutsAt } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-ends-session',
  level: 'MUST',
  says: 'A service provider MUST end the session that a LogoutRequest of its identity provider names.',
  source: saml('core', '§3.7.3.2'),
  needs: ['single-logout'],
  judge: (log) =>
    each(
      signOutsAt(log, 'idp').filter(({ facts }) => facts.faults.length === 0),
      'Nobody signed out at the IdP.',
      (signOut) => {
        const own = ownSession(signOut);
        if ('doubt' in own) return own.doubt;
        const undelivered = notBrought(signOut, 'request');
        if (undelivered) return undelivered;
        const evidence = [own.after, own.before, ...signOut.sent] as const;
        if (own.after.data.email === null) return pass('The session has ended.', ...evidence);
        if (!isLeft(own)) return blocked(`Somebody else is signed in now: ${own.after.data.email}.`, ...evidence);
        return fail(
          'The session is still there.',
          { expected: 'nobody is signed in', actual: `${own.after.data.email} is` },
          ...evidence,
        );
      },
    ),
});
