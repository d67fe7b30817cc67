import { difference, isCreation, isObject, judgeCalls, succeeded } from '../judge.ts';
import { blocked, defineRule, entraProvisioning, fail, pass } from '../rule.ts';

export default defineRule({
  id: 'scim/keeps-what-was-sent',
  level: 'SHOULD',
  says: 'A SCIM server SHOULD store and return values as they were sent: a client that finds others sends them again in every cycle.',
  source: entraProvisioning('Create, Update'),
  covers: ['C027', 'R005'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) =>
        isCreation(call) && call.facts.kept !== null && call.facts.answer !== null && succeeded(call.facts.answer),
      'Nothing was made.',
      ({ seen, facts, readings }) => {
        const after = readings.find(({ data }) => data.name === facts.kept && data.when === 'after');
        if (!after || !isObject(after.data.resource)) return blocked('What was made could not be read.', seen);
        const sent = isObject(facts.sent) ? facts.sent : {};
        const wanted = Object.fromEntries(Object.entries(sent).filter(([name]) => KEPT.includes(name)));
        const flaw = difference(after.data.resource, wanted);
        if (flaw === null) return pass('Everything is there as it was sent.', after, seen);
        return fail(`Afterwards ${flaw}.`, { expected: JSON.stringify(wanted), actual: flaw }, after, seen);
      },
    ),
});

/** What every directory has. */
const KEPT: readonly string[] = ['userName', 'externalId', 'name', 'displayName', 'emails', 'active'];
