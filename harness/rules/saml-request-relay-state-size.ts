import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-relay-state-size',
  level: 'MUST',
  says: 'The RelayState beside an AuthnRequest MUST not be longer than 80 bytes.',
  source: saml('bindings', '§3.4.3, §3.5.3'),
  covers: ['S209'],
  judge: (log) =>
    judgeRequests(log, 'It fits into 80 bytes.', ({ facts }) =>
      (facts.relayState?.bytes ?? 0) <= 80
        ? null
        : {
            because: 'The RelayState is too long.',
            expected: 'at most 80 bytes',
            actual: `${facts.relayState?.bytes} bytes`,
          },
    ),
});
