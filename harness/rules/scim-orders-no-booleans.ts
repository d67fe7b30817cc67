import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/orders-no-booleans',
  level: 'MUST',
  says: 'A filter that asks whether a boolean is greater or less MUST be refused with 400.',
  source: scimProtocol('§3.4.2.2'),
  covers: ['R041'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { query } }) => /^active (gt|ge|lt|le) /.test(query.filter ?? ''),
      'Nobody asked for it.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});
