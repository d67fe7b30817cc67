import { isObject, judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/required-attributes',
  level: 'MUST',
  says: 'A SCIM server MUST refuse a resource without an attribute that its type requires (userName, displayName of a group) with 400.',
  source: scimProtocol('§3.3, §3.12'),
  covers: ['R021'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path, sent } }) =>
        (method === 'POST' || method === 'PUT') &&
        isObject(sent) &&
        !path.endsWith('.search') &&
        !isGiven(sent[path.startsWith('/Groups') ? 'displayName' : 'userName']),
      'Nobody left out what is required.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});

const isGiven = (value: unknown): boolean => typeof value === 'string' && value !== '';
