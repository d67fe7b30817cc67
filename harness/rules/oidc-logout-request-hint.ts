import { each, signOutsAt } from '../judge.ts';
import type { EndSessionFacts } from '../observation.ts';
import { defineRule, fail, openIdLogout, pass } from '../rule.ts';

const WORDS: Readonly<Record<EndSessionFacts['hint'], string>> = {
  absent: 'none',
  unreadable: 'what is no token',
  foreign: 'a token that the IdP did not issue to the application',
  'of-somebody-else': 'an ID token of another person',
  sound: 'an ID token of the session',
};

export default defineRule({
  id: 'oidc/logout-request-hint',
  level: 'SHOULD',
  says: 'An application that asks its identity provider to end a session SHOULD show an ID token of that session.',
  source: openIdLogout('rpinitiated', '§2'),
  needs: ['rp-initiated-logout'],
  judge: (log) =>
    each(
      signOutsAt(log, 'application').flatMap(({ asked }) => asked),
      'The application did not ask the IdP to end its session.',
      (request) =>
        request.data.hint === 'sound'
          ? pass('The application showed an ID token of the session.', request)
          : fail(
              'The IdP cannot know whose session is meant.',
              { expected: WORDS.sound, actual: WORDS[request.data.hint] },
              request,
            ),
    ),
});
