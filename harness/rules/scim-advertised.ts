import { configIn, each, named, operationsOf, scimCalls, succeeded } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimSchema, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/advertised',
  level: 'MUST',
  says: 'What the configuration of a SCIM server says it supports (patch, filter, entity tags) MUST work.',
  source: scimSchema('§5'),
  covers: ['R078'],
  needs: ['scim'],
  judge(log) {
    const config = configIn(log);
    if (!config) return blocked('The configuration was not read.');
    const calls = scimCalls(log).flatMap((call) => (call.facts.answer ? [{ ...call, answer: call.facts.answer }] : []));
    return each(calls, 'Nothing was asked.', ({ seen, facts, answer }) => {
      if (facts.method === 'PATCH' && operationsOf({ seen, facts, readings: [] }).length > 0) {
        if (config.patch !== true) return skipped('PATCH is not advertised.', seen);
        if (succeeded(answer)) return pass('PATCH works.', seen);
        return fail(
          `${named(facts)} was answered with ${answer.status}.`,
          { expected: 'success', actual: String(answer.status) },
          seen,
        );
      }
      if (facts.query.filter !== undefined) {
        if (config.filter !== true) return skipped('Filters are not advertised.', seen);
        if (succeeded(answer)) return pass('Filters work.', seen);
        return fail(
          `${named(facts)} was answered with ${answer.status}.`,
          { expected: 'success', actual: String(answer.status) },
          seen,
        );
      }
      if (facts.method !== 'GET' || !facts.of || !succeeded(answer)) return pass('Nothing is promised of this.', seen);
      if (config.etag !== true || answer.headers.etag !== undefined)
        return pass('Entity tags are as advertised.', seen);
      return fail('There is no entity tag.', { expected: 'ETag', actual: 'nothing' }, seen);
    });
  },
});
