import { isObject, judgeCalls, mustBeRefusedWith, mustSucceed, type Called } from '../judge.ts';
import { defineRule, pass, scimProtocol, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/heeds-if-match',
  level: 'MUST',
  says: 'Where a SCIM server has entity tags, a change made for another version MUST be refused with 412, and one for the present version be made.',
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
        if (isCurrent(call))
          return mustSucceed(call, ({ seen }) => pass('A change for the version that there is was made.', seen));
        // Table 8 of RFC 7644 §3.12 has 409 for a version number that does not match.
        return mustBeRefusedWith(call, [412, 409]);
      },
    ),
});

const isCurrent = ({ facts: { headers } }: Called): boolean =>
  !Object.values(headers).some((value) => value.includes('of-another-time'));
