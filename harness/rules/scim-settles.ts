import { acts, each } from '../judge.ts';
import { blocked, defineRule, entraProvisioning, fail, pass } from '../rule.ts';

export default defineRule({
  id: 'scim/settles',
  level: 'SHOULD',
  says: 'A cycle in which nothing changed SHOULD have nothing to send: an application that stores values as it likes is patched for ever.',
  source: entraProvisioning('Return values as they were sent'),
  needs: ['scim'],
  judge: (log) =>
    each(
      acts(log).filter(({ facts }) => facts.act === 'cycle' && !facts.changes),
      'No cycle took place in which nothing had changed.',
      ({ seen, facts, exchanges }) => {
        const { because } = facts.outcome;
        if (because) return blocked(`The cycle failed: ${because.says}.`, seen, ...exchanges);
        if (facts.writes === 0) return pass('Nothing was sent.', seen, ...exchanges);
        return fail(
          'Although nothing had changed, something was sent.',
          { expected: 'nothing', actual: `${facts.writes} calls that change something` },
          seen,
          ...exchanges,
        );
      },
    ),
});
