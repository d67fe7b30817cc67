import { isSecond, judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/unique-user-name',
  level: 'MUST',
  says: 'A SCIM server MUST refuse a second user of the same userName, letter case aside, with 409.',
  source: scimProtocol('§3.3'),
  covers: ['R011'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isSecond(call, log),
      'Nobody asked for a name that is taken.',
      (call) => mustBeRefusedWith(call, [409]),
    ),
});
