import { judgeRequests, quoted } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-response-binding',
  level: 'MUST',
  says: 'An AuthnRequest MUST ask for the response by HTTP-POST or HTTP-Artifact, or leave it open.',
  source: saml('profiles', '§4.1.2, §4.1.3.5'),
  covers: ['S203'],
  judge: (log) =>
    judgeRequests(log, 'It asks for no binding that cannot carry a response.', ({ said }) =>
      said.protocolBinding === null || CARRIES.has(said.protocolBinding)
        ? null
        : {
            because: 'No response may come by that binding.',
            expected: 'HTTP-POST or HTTP-Artifact',
            actual: quoted(said.protocolBinding),
          },
    ),
});

const CARRIES = new Set(['HTTP-POST', 'HTTP-Artifact'].map((name) => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`));
