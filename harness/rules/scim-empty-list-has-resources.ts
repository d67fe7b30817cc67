import { isObject, isQuery, judgeCalls, mustSucceed } from '../judge.ts';
import { defineRule, fail, pass, type Source } from '../rule.ts';

/** Okta's specification test, R3 and R10. */
const okta: Source = {
  title: 'Okta SCIM 2.0 specification test',
  at: 'okta/okta-developer-docs, Okta-SCIM-20-SPEC-Test.json',
  basis: 'vendor-doc',
  checked: '2026-11-23',
};

export default defineRule({
  id: 'scim/empty-list-has-resources',
  level: 'SHOULD',
  says: 'A list of nobody SHOULD have an empty list of Resources: Okta looks for it.',
  source: okta,
  covers: ['C089'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isQuery(call) && call.facts.finds?.these.length === 0,
      'Nothing was looked for that is not there.',
      (call) =>
        mustSucceed(call, ({ seen, answer: { json } }) => {
          if (isObject(json) && Array.isArray(json.Resources)) return pass('Resources is there.', seen);
          return fail('Resources is missing.', { expected: 'Resources: []', actual: 'nothing' }, seen);
        }),
    ),
});
