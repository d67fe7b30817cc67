import { each, isObject, resourcesSeen } from '../judge.ts';
import { defineRule, fail, pass, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/members-shown',
  level: 'MUST',
  says: 'A member of a group MUST be told by the id of somebody who is there; address and type, where they are told, MUST be theirs.',
  source: scimSchema('§4.2'),
  covers: ['R022'],
  needs: ['scim', 'scim-groups'],
  judge(log) {
    const seen = resourcesSeen(log);
    const ids = new Set(seen.map(({ resource }) => resource.id));
    const members = seen.flatMap(({ resource, type, seen: where }) =>
      type === 'Group' && Array.isArray(resource.members)
        ? (resource.members as unknown[]).map((member) => ({ member, where }))
        : [],
    );
    return each(members, 'No member was seen.', ({ member, where }) => {
      const flaw = flawOf(member, ids);
      if (flaw === null) return pass('Members are told by their ids.', where);
      const actual = JSON.stringify(member) ?? 'nothing';
      return fail(`A member ${flaw}.`, { expected: 'the id of somebody who is there', actual }, where);
    });
  },
});

/** What is not there, or null, is not told (RFC 7643 §2.5). */
function flawOf(member: unknown, ids: ReadonlySet<unknown>): string | null {
  if (!isObject(member)) return `is ${JSON.stringify(member)}`;
  const { value, $ref: address, type } = member;
  if (typeof value !== 'string' || !ids.has(value)) return `is told as ${JSON.stringify(value) ?? 'nothing'}`;
  if (address != null && !(typeof address === 'string' && address.endsWith(`/${value}`)))
    return `has the address ${JSON.stringify(address)}`;
  return type != null && type !== 'User' && type !== 'Group' ? `is of type ${JSON.stringify(type)}` : null;
}
