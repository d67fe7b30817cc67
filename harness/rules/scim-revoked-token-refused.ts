import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/revoked-token-refused',
  level: 'MUST',
  says: 'A token that was revoked MUST be answered with 401.',
  source: scimProtocol('§2, §3.12'),
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { caller } }) => caller === 'revoked',
      'Nobody came with a revoked token.',
      (call) => mustBeRefusedWith(call, [401]),
    ),
});
