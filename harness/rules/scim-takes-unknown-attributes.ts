import { isCreation, isObject, judgeCalls, mustSucceed } from '../judge.ts';
import { defineRule, pass, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/takes-unknown-attributes',
  level: 'SHOULD',
  says: 'A SCIM server SHOULD leave attributes that it does not know aside: clients send what their directory has.',
  source: scimSchema('§3.3'),
  covers: ['C032', 'R018'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        isCreation(call) &&
        Object.keys(isObject(call.facts.sent) ? call.facts.sent : {}).some((name) => /unheard/i.test(name)),
      'Nobody sent an attribute that no schema has.',
      (call) => mustSucceed(call, ({ seen }) => pass('What is not known was left aside.', seen)),
    ),
});
