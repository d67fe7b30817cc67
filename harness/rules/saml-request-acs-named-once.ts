import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-acs-named-once',
  level: 'SHOULD',
  says: 'An AuthnRequest SHOULD name the assertion consumer service by URL or by index, not by both.',
  source: saml('core', '§3.4.1'),
  covers: ['S203'],
  judge: (log) =>
    judgeRequests(log, 'It names the assertion consumer service in one way at most.', ({ said, facts }) =>
      said.acsIndex === null || (facts.acsUrl === null && said.protocolBinding === null)
        ? null
        : {
            because: 'An index excludes AssertionConsumerServiceURL and ProtocolBinding.',
            expected: 'one of the two',
            actual: `index ${said.acsIndex} beside ${facts.acsUrl ?? said.protocolBinding}`,
          },
    ),
});
