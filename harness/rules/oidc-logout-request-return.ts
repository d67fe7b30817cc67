import { each, quoted, signOutsAt } from '../judge.ts';
import { defineRule, fail, openIdLogout, pass, skipped } from '../rule.ts';

export default defineRule({
  id: 'oidc/logout-request-return',
  level: 'MUST',
  says: 'An application that has its browser back after a logout MUST ask for the address that it has registered for that.',
  source: openIdLogout('rpinitiated', '§2; §3'),
  needs: ['rp-initiated-logout'],
  judge: (log) =>
    each(
      signOutsAt(log, 'application').flatMap(({ asked }) => asked),
      'The application did not ask the IdP to end its session.',
      (request) => {
        const { returnTo, registered } = request.data;
        if (returnTo === null) return skipped('The application does not ask for its browser back.', request);
        if (returnTo === registered)
          return pass('The application asks for the address that it has registered.', request);
        return fail(
          'The application asks for another address than it has registered.',
          { expected: quoted(registered), actual: quoted(returnTo) },
          request,
        );
      },
    ),
});
