import { each, logoutRequests } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-request-signed',
  level: 'MUST',
  says: 'An application that signs its requests MUST sign its LogoutRequests, by the key that it has published.',
  source: saml('profiles', '§4.4.4.1'),
  needs: ['single-logout', 'signed-requests'],
  judge: (log) =>
    each(logoutRequests(log), 'The application sent no LogoutRequest.', ({ seen }) => {
      const { state, algorithms, promisedBy } = seen.data.signature;
      switch (state) {
        case 'valid':
          return pass('The signature holds.', seen);
        case 'unsupported':
          return skipped(`jitmus cannot check signatures by ${algorithms.join(', ')}.`, seen);
        case 'unchecked':
          return skipped('Nothing names the certificate to check the signature with.', seen);
        case 'absent':
          return promisedBy === null
            ? blocked('Nothing says that the application signs its requests.', seen)
            : fail(`Signed requests are promised by ${promisedBy}.`, { expected: 'a signature', actual: 'none' }, seen);
        case 'invalid':
          return fail(
            'The signature does not hold.',
            { expected: 'a signature over the message as sent, by a published key', actual: 'another' },
            seen,
          );
      }
    }),
});
