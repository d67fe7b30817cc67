import { judgeCalls, mustBeRefusedWith, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/remove-needs-path',
  level: 'MUST',
  says: 'A remove without a path MUST be refused with 400.',
  source: scimProtocol('§3.5.2.2'),
  covers: ['R055'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(({ op, path }) => String(op).toLowerCase() === 'remove' && path === undefined),
      'Nobody sent a remove without a path.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});
