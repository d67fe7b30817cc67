import { isObject, judgeCalls, named, succeeded } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/entity-tags',
  level: 'MUST',
  says: 'Where a SCIM server has entity tags, the header ETag and meta.version MUST be the same.',
  source: scimProtocol('§3.14'),
  covers: ['C019'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { answer } }) =>
        answer !== null && succeeded(answer) && isObject(answer.json) && typeof answer.json.id === 'string',
      'No resource was answered.',
      ({ seen, facts, answer: { headers, json } }) => {
        const meta = isObject(json) && isObject(json.meta) ? json.meta : {};
        if (headers.etag === undefined && meta.version === undefined)
          return skipped('The server has no entity tags.', seen);
        if (headers.etag === meta.version) return pass(`${named(facts)} told one version.`, seen);
        const actual = `ETag ${headers.etag ?? 'missing'}, meta.version ${JSON.stringify(meta.version) ?? 'missing'}`;
        if (meta.version === undefined) return pass('The version stands in the header alone, as it may.', seen);
        return fail(`${named(facts)} told two versions.`, { expected: 'the same', actual }, seen);
      },
    ),
});
