import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-relay-state-opaque',
  level: 'SHOULD',
  says: 'The RelayState beside an AuthnRequest SHOULD give away as little as possible.',
  source: saml('profiles', '§4.1.3.1'),
  covers: ['S209'],
  judge: (log) =>
    judgeRequests(
      log,
      'It gives nothing away.',
      ({ facts }) =>
        facts.relayState?.holds == null
          ? null
          : {
              because: 'The RelayState tells the identity provider, and every proxy, more than it need.',
              expected: 'a value that means nothing to others',
              actual: facts.relayState.holds,
            },
      'hygiene',
    ),
});
