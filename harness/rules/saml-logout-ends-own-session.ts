import { each, ownSession, signOutsAt } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-ends-own-session',
  level: 'SHOULD',
  says: 'An application SHOULD sign a person out who asks for it, whatever the identity provider answers.',
  source: saml('profiles', '§4.4.2'),
  needs: ['single-logout'],
  judge: (log) =>
    each(signOutsAt(log, 'application'), 'Nobody signed out at the application.', (signOut) => {
      const { facts, sent, ended, refusedByIdp, started } = signOut;
      if (!ended) return blocked('How the browser fared was not seen.', started);
      const unsent = facts.faults.find(({ id }) => !sent.some(({ data }) => data.faults.includes(id)));
      if (unsent) {
        const why = refusedByIdp ? ` It refused: ${refusedByIdp.data.code}. ${refusedByIdp.data.says}` : '';
        return blocked(`The IdP was not seen to answer with ${unsent.id}.${why}`, refusedByIdp ?? started);
      }
      const own = ownSession(signOut);
      if ('doubt' in own) return own.doubt;
      const evidence = [own.after, own.before, ended] as const;
      if (own.after.data.email === null) return pass('The session has ended.', ...evidence);
      return fail(
        'The person is still signed in.',
        { expected: 'nobody is signed in', actual: `${own.after.data.email} is` },
        ...evidence,
      );
    }),
});
