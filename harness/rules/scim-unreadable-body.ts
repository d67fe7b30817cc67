import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/unreadable-body',
  level: 'MUST',
  says: 'A SCIM server MUST answer a body that is no JSON with 400.',
  source: scimProtocol('§3.12'),
  covers: ['C031'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, sent } }) => sent === null && method !== 'GET' && method !== 'DELETE',
      'Nobody sent what is no JSON.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});
