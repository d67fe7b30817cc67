import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/token-required',
  level: 'MUST',
  says: 'Without a valid token a SCIM server MUST answer 401, and neither tell nor change anything.',
  source: scimProtocol('§2, §3.12'),
  covers: ['C011', 'R071', 'R083'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { caller } }) => caller === 'none' || caller === 'empty' || caller === 'unknown' || caller === 'basic',
      'Nobody came without a valid token.',
      // A header without a token is malformed (RFC 6750 §3.1).
      (call) => mustBeRefusedWith(call, call.facts.caller === 'empty' ? [401, 400] : [401]),
    ),
});
