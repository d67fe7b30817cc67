import { judgeCalls, mustBeRefusedWith, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/unreadable-path',
  level: 'MUST',
  says: 'A path that cannot be read MUST be refused with 400.',
  source: scimProtocol('§3.5.2, §3.12'),
  covers: ['R067'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        operationsOf(call).some(
          ({ path }) => typeof path === 'string' && path.split('[').length !== path.split(']').length,
        ),
      'Nobody sent a path that cannot be read.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});
