import { judgeCalls, mustSucceed, saysOf } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/sorts',
  level: 'SHOULD',
  says: 'A SCIM server that says it sorts SHOULD sort, upwards unless it is asked for the other way.',
  source: scimProtocol('§3.4.2.3'),
  covers: ['R045', 'C071'],
  needs: ['scim'],
  judge(log) {
    const sorts = saysOf(log, 'sort')?.supported ?? false;
    return judgeCalls(
      log,
      ({ facts: { query } }) => query.sortBy !== undefined,
      'Nobody asked for an order.',
      (call) => {
        if (!sorts) return skipped('The server does not say that it sorts.', call.seen);
        return mustSucceed(call, ({ seen, facts, answer: { ids } }) => {
          const wanted = facts.finds?.these ?? [];
          const found = (ids ?? []).filter((id) => id !== null && wanted.includes(id));
          if (found.join() === wanted.join()) return pass('They are in order.', seen);
          return fail('They are not in order.', { expected: wanted.join(', '), actual: found.join(', ') }, seen);
        });
      },
    );
  },
});
