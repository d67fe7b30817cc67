import { isCreation, isObject, judgeCalls, named, succeeded } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/location',
  level: 'MUST',
  says: 'A SCIM server MUST answer the creation of a resource with 201, the URI in the header Location and the same in meta.location.',
  source: scimProtocol('§3.3'),
  covers: ['C018', 'R007', 'R024'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isCreation(call) && call.facts.answer !== null && succeeded(call.facts.answer),
      'Nothing was made.',
      ({ seen, facts, answer: { status, headers, json } }) => {
        const meta = isObject(json) && isObject(json.meta) ? json.meta.location : undefined;
        const actual = `${status}, Location ${headers.location ?? 'missing'}, meta.location ${JSON.stringify(meta) ?? 'missing'}`;
        // A relative address is resolved against that of the request (RFC 9110 §10.2.2).
        const isSame = headers.location !== undefined && typeof meta === 'string' && meta.endsWith(headers.location);
        if (status === 201 && isSame && isAddressOf(meta, json))
          return pass(`${named(facts)} told where the resource is.`, seen);
        return fail(
          `${named(facts)} was answered with ${actual}.`,
          { expected: '201, and the URI of what was made in Location and meta.location', actual },
          seen,
        );
      },
    ),
});

/** Ids have names in the log, so that one that was encoded for the address is seen as it is. */
function isAddressOf(location: unknown, json: unknown): boolean {
  if (typeof location !== 'string' || !isObject(json) || typeof json.id !== 'string') return false;
  return [json.id, encodeURIComponent(json.id)].some((id) => location.endsWith(`/${id}`));
}
