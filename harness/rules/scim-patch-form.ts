import { judgeCalls, mustBeRefusedWith, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-form',
  level: 'MUST',
  says: 'A PATCH with an operation that there is not MUST be refused with 400.',
  source: scimProtocol('§3.5.2'),
  covers: ['C054'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        call.facts.method === 'PATCH' &&
        call.facts.of !== null &&
        operationsOf(call).some(({ op }) => !KINDS.includes(String(op).toLowerCase())),
      'Nobody sent an operation that there is not.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});

const KINDS: readonly unknown[] = ['add', 'remove', 'replace'];
