import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-schema',
  level: 'SHOULD',
  says: 'An AuthnRequest SHOULD be what the schema of the SAML protocol allows.',
  source: saml('core', '§3.4.1; saml-schema-protocol-2.0.xsd'),
  covers: ['S201', 'S202', 'S207'],
  judge: (log) =>
    judgeRequests(log, 'The schema allows it.', ({ said }) =>
      said.problems.length === 0
        ? null
        : {
            because: 'The schema does not allow the request.',
            expected: 'a request that the schema allows',
            actual: said.problems.join(' '),
          },
    ),
});
