import { judgeCalls, mustHold, operationsOf, type Json } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/removes-only-what-is-named',
  level: 'MUST',
  says: 'Removing some values of an attribute MUST leave the others.',
  source: scimProtocol('§3.5.2.2'),
  covers: ['R063'],
  needs: ['scim', 'scim-groups'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(removesMembers) && call.facts.then !== null,
      'Nobody was removed from a group.',
      mustHold,
    ),
});

const removesMembers = ({ op, path, value }: Json): boolean =>
  String(op).toLowerCase() === 'remove' &&
  typeof path === 'string' &&
  (/^members\[/.test(path) || (path === 'members' && value !== undefined));
