import { judgeCalls, mustBeRefusedWith, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/required-stays',
  level: 'MUST',
  says: 'An attribute that is required MUST NOT be removed.',
  source: scimProtocol('§3.5.2.2'),
  covers: ['R064'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        operationsOf(call).some(
          ({ op, path }) =>
            op === 'remove' &&
            (path === 'userName' || (path === 'displayName' && call.facts.path.startsWith('/Groups'))),
        ),
      'Nobody wanted to remove what is required.',
      (call) => mustBeRefusedWith(call, [400, 403, 409, 422]),
    ),
});
