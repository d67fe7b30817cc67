import { isObject, judgeCalls, mustBeRefusedWith, operationsOf } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/wrong-values-refused',
  level: 'MUST',
  says: 'A value that is not of the type of its attribute MUST be refused with 400.',
  source: scimProtocol('§3.12, invalidValue'),
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => operationsOf(call).some(({ path, value }) => isWrong(path, value)),
      'Nobody sent a value of another type.',
      (call) => mustBeRefusedWith(call, [400]),
    ),
});

/** Some texts are understood as booleans, others by nobody. */
const isWrong = (path: unknown, value: unknown): boolean =>
  (path === 'active' && typeof value === 'string' && !/^(true|false)?$/i.test(value)) ||
  (path === 'name' && value !== null && !isObject(value));
