import { judgeCalls, mustSucceed } from '../judge.ts';
import { defineRule, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/takes-plain-json',
  level: 'SHOULD',
  says: 'A SCIM server SHOULD take application/json for application/scim+json, as Google and older clients send it.',
  source: scimProtocol('§3.8'),
  covers: ['C017'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { headers } }) => Object.values(headers).some((value) => value.startsWith('application/json')),
      'Nobody sent application/json.',
      (call) => mustSucceed(call, ({ seen }) => pass('application/json was taken.', seen)),
    ),
});
