import { isObject, judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-form',
  level: 'MUST',
  says: 'A PATCH without its schema, without operations, or with an operation that there is not, MUST be refused with 400.',
  source: scimProtocol('§3.5.2'),
  covers: ['C054', 'R053', 'R054'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => call.facts.method === 'PATCH' && call.facts.of !== null && isMalformed(call.facts.sent),
      'Nobody sent a PATCH that is none.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const KINDS: readonly unknown[] = ['add', 'remove', 'replace'];

function isMalformed(sent: unknown): boolean {
  if (!isObject(sent)) return false;
  const { schemas, Operations: operations } = sent;
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_OP)) return true;
  if (!Array.isArray(operations) || operations.length === 0) return true;
  return operations.some((each) => !isObject(each) || !KINDS.includes(String(each.op).toLowerCase()));
}
