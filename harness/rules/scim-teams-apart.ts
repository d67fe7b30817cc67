import { isCreation, isQuery, judgeCalls, mustBeRefusedWith, named } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/teams-apart',
  level: 'MUST',
  says: 'With the token of one team nothing of another MUST be read, found or changed.',
  source: scimProtocol('§6, §7.3'),
  covers: ['C015', 'R082'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => call.facts.caller === 'other-team' && !isCreation(call),
      'Nobody came with the token of another team.',
      (call) => {
        const { seen, facts, answer } = call;
        if (!isQuery(call)) return mustBeRefusedWith(call, [401, 403, 404]);
        const found = (answer.ids ?? []).filter((id) => id !== null && facts.finds?.all.includes(id));
        if (found.length > 0)
          return fail(
            `${named(facts)} finds what is of another team.`,
            { expected: 'nothing', actual: found.join(', '), grade: 'bypass' },
            seen,
          );
        return pass('Nothing of the other team is found.', seen);
      },
    ),
});
