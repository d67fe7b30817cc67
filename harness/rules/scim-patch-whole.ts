import { isObject, judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/patch-whole',
  level: 'SHOULD',
  says: 'A PATCH without its schema or without operations SHOULD be refused with 400: clients must not send one.',
  source: scimProtocol('§3.5.2'),
  covers: ['R053', 'R054'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => call.facts.method === 'PATCH' && call.facts.of !== null && isHalf(call.facts.sent),
      'Nobody sent a PATCH without schema or operations.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

function isHalf(sent: unknown): boolean {
  if (!isObject(sent)) return false;
  const { schemas, Operations: operations } = sent;
  const isNamed = Array.isArray(schemas) && schemas.includes(PATCH_OP);
  return !isNamed || !Array.isArray(operations) || operations.length === 0;
}
