import { each, notBrought, ownSession, quoted, signOutsAt } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

export default defineRule({
  id: 'saml/logout-answered',
  level: 'MUST',
  says: 'A service provider MUST answer a LogoutRequest with a LogoutResponse that says which request it answers, who answers, and what became of it.',
  source: saml('profiles', '§4.4.3.4; §4.4.4.2'),
  needs: ['single-logout'],
  judge: (log) =>
    each(
      signOutsAt(log, 'idp').filter(({ facts }) => facts.faults.length === 0),
      'Nobody signed out at the IdP.',
      (signOut) => {
        const undelivered = notBrought(signOut, 'request');
        if (undelivered) return undelivered;
        const [sent] = signOut.sent;
        const answer = signOut.received.find(({ data }) => data.message === 'response');
        const { ended } = signOut;
        if (!sent || !ended) return blocked('The IdP was not seen to send anything.', signOut.started);
        if (!answer)
          return fail('The IdP was told nothing.', { expected: 'a LogoutResponse', actual: 'none' }, ended, sent);
        const { inResponseTo, issuer, status, expected } = answer.data;
        const own = ownSession(signOut);
        const wrong: [string, string | null, string | null][] = [
          ['InResponseTo', sent.data.id, inResponseTo],
          ['Issuer', expected.entityId, issuer],
          ...(!('doubt' in own) && own.after.data.email === null
            ? [['Status', SUCCESS, status] satisfies [string, string, string | null]]
            : []),
        ];
        const [first] = wrong.filter(([, right, actual]) => right !== null && right !== actual);
        if (!first) return pass('The LogoutRequest was answered.', answer, sent);
        const [what, right, actual] = first;
        return fail(
          `The LogoutResponse has another ${what}.`,
          { expected: quoted(right), actual: quoted(actual) },
          answer,
          sent,
        );
      },
    ),
});
