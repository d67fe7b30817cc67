import { judgeRequests, quoted } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-destination',
  level: 'MUST',
  says: 'A Destination in an AuthnRequest MUST be the address to which the request is sent.',
  source: saml('core', '§3.2.1'),
  covers: ['S202'],
  judge: (log) =>
    judgeRequests(log, 'It names no other address than the one it was sent to.', ({ said, facts }) =>
      said.destination === null || sameUrl(said.destination, facts.expected.ssoUrl)
        ? null
        : {
            because: 'The Destination is another address.',
            expected: facts.expected.ssoUrl,
            actual: quoted(said.destination),
          },
    ),
});

/** An address may be spelled in several ways. */
const sameUrl = (a: string, b: string) =>
  a === b || (URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href);
