import { isQuery, judgeCalls, mustSucceed, named } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/sorts',
  level: 'MUST',
  says: 'A SCIM server that sorts MUST do so upwards where nothing else is asked for, and by letters whatever their case where the attribute has none.',
  source: scimProtocol('§3.4.2.3'),
  covers: ['C071', 'R045'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isQuery(call) && call.facts.query.sortBy !== undefined && call.facts.finds !== null,
      'Nobody asked for an order.',
      (call) =>
        mustSucceed(call, ({ seen, facts, answer }) => {
          const expected = (facts.finds?.these ?? []).join(', ');
          const actual = (answer.ids ?? []).join(', ');
          if (actual === expected) return pass(`${named(facts)} is answered in that order.`, seen);
          return fail(`${named(facts)} is answered in another order.`, { expected, actual: actual || 'nothing' }, seen);
        }),
    ),
});
