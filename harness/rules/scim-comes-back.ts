import { acts, each, judgeEndStates } from '../judge.ts';
import { blocked, defineRule, entraProvisioning, fail } from '../rule.ts';

export default defineRule({
  id: 'scim/comes-back',
  level: 'MUST',
  says: 'Whoever is assigned or enabled again MUST be active again, as the same user.',
  source: entraProvisioning('How provisioning works; gallery validation, test 6'),
  covers: ['C058'],
  needs: ['scim'],
  judge(log) {
    const returns = acts(log).filter(({ facts }, index, all) => {
      const isReturn = facts.act === 'reactivate' || facts.act === 'assign';
      return (
        isReturn && all.slice(0, index).some(({ facts: { act, person } }) => leaves(act) && person === facts.person)
      );
    });
    const changed = returns.flatMap(({ states }) => states.filter(({ data }) => !data.sameId));
    const [other] = changed;
    if (other)
      return fail('Who came back is another user.', { expected: 'the id of before', actual: 'another id' }, other);
    const numbers = new Set(returns.map(({ facts }) => facts.n));
    return returns.length === 0
      ? blocked('Nobody came back.')
      : each([log], '', () => judgeEndStates(log, ({ facts }) => numbers.has(facts.n), 'Nobody came back.'));
  },
});

const leaves = (act: string): boolean => act === 'unassign' || act === 'deactivate';
