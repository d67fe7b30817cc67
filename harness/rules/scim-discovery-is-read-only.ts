import { judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/discovery-is-read-only',
  level: 'SHOULD',
  says: 'What describes the server SHOULD take GET alone, and answer anything else with 405.',
  source: scimProtocol('§4; RFC 9110 §15.5.6'),
  covers: ['C007'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path } }) =>
        method !== 'GET' && /^\/(ServiceProviderConfig|Schemas|ResourceTypes)/.test(path),
      'Nobody wanted to change the description.',
      (call) => mustBeRefusedWith(call, [405, 404, 403, 501]),
    ),
});
