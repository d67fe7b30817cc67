import { difference, isObject, judgeCalls, mustSucceed, resourcesIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/read-only-ignored',
  level: 'MUST',
  says: 'What a client sends for attributes that are read-only (meta, groups) MUST be ignored.',
  source: scimProtocol('§3.3, §3.5.1'),
  covers: ['C024', 'R009', 'R020', 'R026'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, sent } }) =>
        (method === 'POST' || method === 'PUT') &&
        isObject(sent) &&
        (sent.meta !== undefined || sent.groups !== undefined),
      'Nobody sent what is read-only.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer }) => {
          const sent = isObject(facts.sent) ? facts.sent : {};
          const made = resourcesIn(answer)[0];
          if (!made) return blocked('The answer does not hold the resource.', seen);
          const [own, given] = [made.meta, sent.meta].map((meta) => (isObject(meta) ? meta.created : undefined));
          if (
            given !== undefined &&
            typeof own === 'string' &&
            Date.parse(own) === Date.parse(JSON.stringify(given).slice(1, -1))
          )
            return fail(
              'meta.created is as it was sent.',
              { expected: 'the time of the server', actual: String(own), grade: 'check-missing' },
              seen,
            );
          if (difference(made.groups, null) !== null)
            return fail(
              'The user is in the groups that were sent.',
              { expected: 'no groups', actual: JSON.stringify(made.groups), grade: 'check-missing' },
              seen,
            );
          return pass('What is read-only was ignored.', seen);
        }),
    ),
});
