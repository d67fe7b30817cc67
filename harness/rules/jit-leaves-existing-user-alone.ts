import { accountReading, type Attempt } from '../attempt.ts';
import { each, laterSignIns } from '../judge.ts';
import type { Observation } from '../observation.ts';
import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/leaves-existing-user-alone',
  level: 'MUST',
  says: 'Signing in MUST NOT change an account that exists: not its email, name, role, status, groups or provenance.',
  source: productRules('jit/leaves-existing-user-alone'),
  needs: ['accounts'],
  judge(log) {
    return each(laterSignIns(log), 'Nobody who had an account signed in.', (attempt) => {
      const before = accountReading(attempt, 'before');
      const after = accountReading(attempt, 'after');
      if (!before || !after) return blocked('The account could not be read before and after.');
      if (!reached(attempt)) return blocked('The sign-in did not reach the application.', before, after);
      return unchanged(before, after);
    });
  },
});

const reached = (attempt: Attempt) => attempt.ended.some((end) => end.data.delivered !== 'none');

function unchanged(before: Observation<'target.account'>, after: Observation<'target.account'>) {
  const expected = stable(before.data.accounts);
  const actual = stable(after.data.accounts);
  if (expected === actual) return pass('The account is the same after the sign-in.', before, after);
  return fail('The account was changed by the sign-in.', { expected, actual }, before, after);
}

/** As JSON with sorted keys, and without what tells only when somebody was last seen. */
function stable(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (/^(last_?(seen|login|sign_?in)(_?at)?|updated_?at|sign_?in_?count)$/i.test(key)) return undefined;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
