import { judgeCalls, named, operationsOf, saysOf, succeeded, type Called } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimSchema, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/advertised',
  level: 'MUST',
  says: 'What the configuration of a SCIM server says it supports (patch, filter, entity tags) MUST work.',
  source: scimSchema('§5'),
  covers: ['R078'],
  needs: ['scim'],
  judge(log) {
    if (log.all('scim.service')[0]?.data.status !== 200) return blocked('The configuration was not read.');
    return judgeCalls(
      log,
      (call) => featureOf(call) !== null,
      'Nothing was asked that a server may support or not.',
      (call) => {
        const { seen, facts, answer } = call;
        const feature = featureOf(call);
        if (feature === null || !saysOf(log, feature)?.supported) return skipped('It is not advertised.', seen);
        const works = feature === 'etag' ? answer.headers.etag !== undefined : succeeded(answer);
        if (works) return pass(`What is advertised works: ${feature}.`, seen);
        const actual = feature === 'etag' ? 'no entity tag' : String(answer.status);
        return fail(`${named(facts)} was answered with ${actual}.`, { expected: feature, actual }, seen);
      },
    );
  },
});

/** What a call needs of the server that it may say it does not support. */
function featureOf(call: Called): 'patch' | 'filter' | 'etag' | null {
  const { method, of, query, answer } = call.facts;
  if (operationsOf(call).length > 0) return 'patch';
  if (query.filter !== undefined) return 'filter';
  return method === 'GET' && of !== null && answer && succeeded(answer) ? 'etag' : null;
}
