import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/expired-token-refused',
  level: 'MUST',
  says: 'A token that has expired MUST be answered with 401.',
  source: scimProtocol('§2, §3.12'),
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { caller } }) => caller === 'expired',
      'Nobody came with an expired token.',
      (call) => mustBeRefusedWith(call, [401]),
    ),
});
