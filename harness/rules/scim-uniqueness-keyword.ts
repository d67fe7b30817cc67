import { isObject, isSecond, judgeCalls } from '../judge.ts';
import { defineRule, fail, pass, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/uniqueness-keyword',
  level: 'MUST',
  says: 'A SCIM server that refuses a name that is taken MUST call the error uniqueness.',
  source: scimProtocol('§3.3'),
  covers: ['R025'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      (call) => isSecond(call, log) && call.facts.answer?.status === 409,
      'No name that is taken was refused with 409.',
      ({ seen, answer: { json } }) => {
        const keyword = isObject(json) ? json.scimType : undefined;
        if (keyword === 'uniqueness') return pass('The error is called uniqueness.', seen);
        const actual = JSON.stringify(keyword) ?? 'nothing';
        return fail(`The error is called ${actual}.`, { expected: 'uniqueness', actual, grade: 'hygiene' }, seen);
      },
    ),
});
