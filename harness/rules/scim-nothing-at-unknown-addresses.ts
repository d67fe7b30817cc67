import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/nothing-at-unknown-addresses',
  level: 'MUST',
  says: 'What there is not (a schema, a resource type, an address) MUST be answered with 404.',
  source: scimProtocol('§3.12, §4'),
  covers: ['C004', 'C009'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path } }) => method === 'GET' && /unheard/i.test(path),
      'Nobody asked for what there is not.',
      (call) => mustBeRefusedWith(call, [404]),
    ),
});
