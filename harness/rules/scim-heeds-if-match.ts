import { isObject, judgeCalls, mustBeRefusedWith } from '../judge.ts';
import { defineRule, scimProtocol, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/heeds-if-match',
  level: 'MUST',
  says: 'Where a SCIM server has entity tags, a change made for another version MUST be refused with 412.',
  source: scimProtocol('§3.14'),
  covers: ['R074'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { headers } }) => Object.keys(headers).some((name) => name.toLowerCase() === 'if-match'),
      'Nobody named a version.',
      (call) => {
        const [reading] = call.readings;
        const meta =
          isObject(reading?.data.resource) && isObject(reading.data.resource.meta) ? reading.data.resource.meta : {};
        if (meta.version === undefined) return skipped('The server has no entity tags.', call.seen);
        return mustBeRefusedWith(call, [412]);
      },
    ),
});
